"""Which programs must stay graph programs.

The weak cases are what TF 1.15.5 prints or raises for symbolic tensors and eager TF 2.21 does not.
"""

from __future__ import annotations

import pytest

from migrate.model.mode import KINDS, mode_evidence
from migrate.outcomes import Mode
from tests.model.reading import resolve, resolve_one


def kinds(text: str) -> set[tuple[str, bool]]:
    return {(e.kind, e.strong) for e in mode_evidence(resolve_one(text))}


STRONG = {
    "with tf.Session() as s:\n    pass": "session",
    "x = tf.placeholder(tf.float32)": "placeholder",
    "def evaluate(sess, op):\n    tf.no_op()\n    return sess.run(op)": "run",
    "def f(run, a, b):\n    tf.no_op()\n    run(a, feed_dict={b: 1})": "feed_dict",
    "saver = tf.train.Saver()": "saver",
    "def f(loss):\n    return tf.train.AdamOptimizer(0.1).minimize(loss)": "optimizer",
    "def f(opt, pairs):\n    tf.no_op()\n    opt.apply_gradients(pairs)": "optimizer",
    "g = lambda y, x: tf.gradients(y, x)": "gradients",
    "g = tf.get_default_graph()": "graph",
    "init = tf.global_variables_initializer()": "initializer",
    "q = tf.train.string_input_producer(['a'])": "queue",
    "r = tf.TFRecordReader()": "queue",
    "def model_fn():\n    return tf.estimator.EstimatorSpec(None)": "estimator",
    "w = tf.summary.FileWriter('d')": "summary",
    "s = tf.train.MonitoredTrainingSession()": "session",
    "v = tf.Variable(1)\nv.eval(session=None)": "eval",
    "x = tf.constant(1)\nx.eval()": "eval",
    "acc = tf.metrics.accuracy(1, 1)": "metrics",
}


@pytest.mark.parametrize(("text", "kind"), STRONG.items(), ids=list(STRONG.values()))
def test_strong_evidence(text: str, kind: str) -> None:
    assert (kind, True) in kinds(text)


WEAK = {
    "c = tf.multiply(tf.get_variable('a', [3]), 2., name='m')\nprint(c.name)": "tensor",
    "x = 1.0 + tf.get_variable('w', [1])\nprint(x.op.name)": "tensor",
    "def f():\n    return tf.add(1, 2)\nprint(f().name)": "tensor",
    "def f():\n    x = tf.add(1, 2)\n    print(x.name)\nf()": "tensor",
    "def f(x):\n    print(x.name)\nf(tf.add(1, 2))": "tensor",
    "def main():\n    print(tf.add(1, 2).op.name)\nif __name__ == '__main__':\n    main()": "tensor",
    "def main(_):\n    print(tf.add(1, 2).op.name)\nif __name__ == '__main__':\n    tf.app.run()": "tensor",
    "ts = [tf.add(i, 1) for i in range(3)]\nprint([t.name for t in ts])": "tensor",
    "ts = []\nfor i in range(3):\n    ts.append(tf.add(i, 1))\nfor t in ts:\n    print(t.name)": "tensor",
    "ts = {'a': tf.add(1, 2)}\nfor k, t in ts.items():\n    print(k, t.name)": "tensor",
    "class M:\n    def __init__(self):\n        self.y = tf.add(1, 2)\nprint(M().y.name)": "tensor",
    "print(tf.constant(3))": "print",
    "v = tf.get_variable('v', [1])\nprint(v.dtype)": "print",
    "v = tf.get_variable('v', [1])\nprint([(v.name, v.shape)])": "print",
    "print([d for d in tf.ones([2, 3]).get_shape()])": "print",
    "print(tf.Dimension(3) * 2)": "dimension",
    "print(tf.TensorShape([None, 2]))": "dimension",
    "def g(getter, *a, **k):\n    return tf.identity(getter(*a, **k))\n"
    "with tf.variable_scope('s', custom_getter=g):\n    print(tf.get_variable('v', [1]).name)": "tensor",
    "v = tf.get_variable('v', [1])\nprint(v)": "print",
    "print(tf.trainable_variables())": "print",
    "print('{}'.format(tf.constant(3)))": "print",
    "x = tf.constant(3)\nprint('%s' % x)": "print",
    "x = tf.constant(3)\nprint(f'{x}')": "print",
    "a = tf.get_variable('a', [1])\nb = tf.get_variable('b', [1])\nassert a != b": "compare",
    "a = tf.constant(1)\nprint(a in [tf.constant(2)])": "compare",
    "v = tf.get_variable('v', [1])\nprint(v.op.name)": "tensor",
}


@pytest.mark.parametrize(("text", "kind"), WEAK.items())
def test_weak_evidence(text: str, kind: str) -> None:
    assert kinds(text) == {(kind, False)}


NONE = [
    "with tf.variable_scope('a') as s:\n    print(s.name)",
    "print(tf.get_variable_scope().name)",
    "v = tf.get_variable('v', [1])\nprint('%s %s' % (v.name, v.shape), [d.value for d in v.shape])",
    "v = tf.get_variable('v', [1])\nprint(v.name, v.shape.as_list(), v.dtype.base_dtype.name)",
    "def f():\n    return tf.get_variable('v', [1])\na = f()\nb = f()\nprint(a is b, a.name)",
    "print([v.name for v in tf.trainable_variables()])",
    "for f in (tf.global_variables, tf.local_variables):\n    print([v.name for v in f()])",
    "print(sorted(v.name for v in tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES)))",
    "c = tf.get_variable('c', [1], collections=['mine'])\nprint([v.name for v in tf.get_collection('mine')])",
    "vs = {v.name: v for v in tf.global_variables()}\nprint(sorted(vs))",
    "print(tf.constant([1]).shape, tf.ones([2]).get_shape().as_list(), tf.ones([2]).dtype)",
    "try:\n    tf.get_variable('v', [1])\nexcept ValueError as e:\n    print(str(e).split(',')[0])",
    "def attempt(fn):\n    try:\n        fn()\n    except ValueError as e:\n        print(str(e))\n"
    "def a():\n    tf.get_variable('v', [1])\nfor fn in (a, a):\n    attempt(fn)",
    "def f(x):\n    return x.op.name\ny = tf.constant(1)",  # nothing calls f
    "import os\nprint(os.name, open('f').name)",
    "layer = tf.layers.Dense(3, name='d')\ny = layer(tf.ones([1, 2]))\nprint(layer.kernel.name, len(layer.weights))",
    "class A:\n    name = 'a'\nprint(A().name)",
    "t = tf.make_template('t', lambda: tf.get_variable('v', [1]))\nprint(t().name)",
    "from scipy import optimize\ntf.no_op()\noptimize.minimize(abs, 1)",
    "with tf.name_scope('a') as s:\n    print(s)",
    "if len(tf.trainable_variables()) == 2:\n    print('two')",
]


@pytest.mark.parametrize("text", NONE)
def test_no_evidence(text: str) -> None:
    assert kinds(text) == set()


def test_a_module_without_tensorflow_has_no_evidence() -> None:
    symbols = resolve({"m.py": "def f(sess, op):\n    return sess.run(op)\n"})["m"]
    assert mode_evidence(symbols) == ()


def test_eager_execution_is_evidence_the_other_way() -> None:
    (found,) = mode_evidence(resolve_one("tf.enable_eager_execution()\nx = tf.constant(1)"))
    assert (found.kind, found.favours, found.strong) == ("eager", Mode.EAGER, True)


def test_a_function_of_another_module_that_returns_a_variable() -> None:
    tree = resolve(
        {
            "lib.py": "import tensorflow as tf\n\ndef w():\n    return tf.get_variable('w', [1])\n",
            "main.py": "import tensorflow as tf\nfrom lib import w\nprint(w().name, tf.AUTO_REUSE)\n",
        }
    )
    assert mode_evidence(tree["main"], tree) == ()
    assert [e.kind for e in mode_evidence(tree["main"])] == ["tensor"]


def test_evidence_says_where_it_is_and_whether_it_runs() -> None:
    found = mode_evidence(resolve_one("def f():\n    return tf.placeholder(tf.int32)\n"))
    assert [(e.line, e.symbol, e.runs) for e in found] == [(3, "tf.placeholder", False)]


def test_every_kind_is_described() -> None:
    texts = [*STRONG, *WEAK, "tf.enable_eager_execution()"]
    assert {e.kind for t in texts for e in mode_evidence(resolve_one(t))} <= set(KINDS)

"""A function that joins the tensors of a list takes what they make, where every caller says what it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

CODE = """
import tensorflow as tf


def linear(args, units, scope=None):
    if not isinstance(args, (list, tuple)):
        args = [args]
    # Their widths together.
    total = 0
    for arg in args:
        total += arg.get_shape().as_list()[1]
    with tf.variable_scope(scope or "linear"):
        w = tf.get_variable("w", [total, units])
        if len(args) == 1:
            y = tf.matmul(args[0], w)
        else:
            y = tf.matmul(tf.concat(args, 1), w)
        return y


def step(x, state, scope):
    with tf.variable_scope(scope):
        c, h = state
        z = linear([x, h], 3)
        return tf.tanh(z), (tf.sigmoid(c), z)


def start(x):
    return tf.zeros_like(x), tf.zeros_like(x)


def attend(query):
    return linear(query, 3, "attend")


def net(x):
    with tf.variable_scope("net"):
        state = start(x)
        y, state = step(x, state, "one")
        y, state = step(y, state, "two")
        return attend(state[0]) + linear([y], 3, scope="last") + linear(args=(x, y, state[0]), units=3, scope="all")
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_all_is_lifted(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, CODE, target)
    assert set(found.tiers.values()) == {"lifted"}, found.codes
    for gone in ("isinstance", "len(", "for ", "compat_scope"):
        assert gone not in found.text
    assert "total = inputs_shape[1]" in found.text
    assert "tf.concat([x, h], 1)" in found.text
    assert "tf.concat((x, y, state[0]), 1)" in found.text
    assert "self.last(y)" in found.text
    assert "# Their widths together." in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The widths are those of `sum`, and of other words for them.
        ("total += arg.get_shape().as_list()[1]", "total += arg.get_shape()[1].value"),
        ("total += arg.get_shape().as_list()[1]", "total += int(arg.shape[1])"),
        (
            "    total = 0\n    for arg in args:\n        total += arg.get_shape().as_list()[1]\n",
            "    total = sum([arg.shape.as_list()[1] for arg in args])\n",
        ),
        # `tf.concat` takes one as well.
        (
            "        if len(args) == 1:\n            y = tf.matmul(args[0], w)\n        else:\n            y = tf.matmul(tf.concat(args, 1), w)\n",
            "        y = tf.matmul(tf.concat(values=args, axis=1), w)\n",
        ),
    ],
)
def test_in_other_words(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert set(found.tiers.values()) == {"lifted"}, found.codes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # It does something else with the list.
        ("        return y\n", "        return y * len(args)\n"),
        ("        return y\n", "        return y + args[0]\n"),
        ("        return y\n", "        print(args)\n        return y\n"),
        ("        return y\n", "        return (lambda: y + args[-1])()\n"),
        ("    # Their", "    args = args[::-1]\n    # Their"),
        ("y = tf.matmul(args[0], w)", "y = tf.matmul(args[0], w) * 2.0"),
        ("y = tf.matmul(tf.concat(args, 1), w)", "y = tf.matmul(tf.concat(args[::-1], 1), w)"),
        ("if len(args) == 1:", "if len(args) == 2:"),
        ("if len(args) == 1:", "if len(args) != 1:"),
        # The widths are others than those of what is made.
        ("as_list()[1]", "as_list()[0]"),
        ("tf.concat(args, 1)", "tf.concat(args, 0)"),
        ("tf.concat(args, 1)", "tf.concat(args, -1)"),
        ("tf.concat(args, 1)", "tf.stack(args, 1)"),
        ("total = 0\n", "total = 1\n"),
        ("total += ", "total = "),
        ("total += ", "total *= "),
        ("    for arg in args:", "    for arg in args[1:]:"),
        ("        return y\n", "        return y + tf.reduce_mean(arg)\n"),
        # It is not joined each time.
        ("    # Their", "    if units == 0:\n        return 0.0\n    # Their"),
        # Another test, or of another thing.
        ("(list, tuple)):", "(list, tuple, dict)):"),
        ("(list, tuple)):", "list):"),  # a caller gives a tuple
        ("        args = [args]", "        args = [args, args]"),
        ("import tensorflow as tf\n", "import tensorflow as tf\n\nlist = tuple\n"),
        ("import tensorflow as tf\n", "import tensorflow as tf\n\nlen = abs\n"),
        # What a caller gives may be a list.
        ("return linear(query, 3, ", "return linear([query] * 2, 3, "),
        ("attend(state[0])", "attend(state)"),
        ("attend(state[0])", "attend([state[0]])"),
        ("attend(state[0])", "attend(state[0]) + attend((x, y))"),
        ("return tf.zeros_like(x), tf", "return [tf.zeros_like(x)], tf"),
        ("def start(x):\n", "def start(x):\n    if x is None:\n        return x\n"),
        ("(tf.sigmoid(c), z)", "((c, z), z)"),
        ("(tf.sigmoid(c), z)", "[tf.sigmoid(c), z]"),
        ("state = start(x)", "state = start(x)\n        state += (x,)"),
        ("state = start(x)", "state = start(x)\n        for state in [state]:\n            pass"),
        ("return linear(query, 3, ", "return (lambda query: linear(query, 3, 'attend'))([query])\n    return linear(query, 3, "),
        ("def attend(query):\n", "def attend(query):\n    query = tf.split(query, 3, 1)\n"),
        ("def attend(query):\n", "def other():\n    return attend()\n\n\ndef attend(query=[]):\n"),
        ("def attend(query):\n", "@tf.contrib.framework.nest.map_structure\ndef attend(query):\n"),
        ("def net(x):\n", "def other():\n    return map(attend, [])\n\n\ndef net(x):\n"),
        ("def net(x):\n", "def other(name):\n    return globals()['attend']\n\n\ndef net(x):\n"),
        ("linear([y], 3,", "linear([*state], 3,"),
        ("linear([y], 3,", "linear(*[[y], 3],"),
        ("linear([y], 3,", "linear(list(state), 3,"),
        ("linear([y], 3,", "linear([t for t in state], 3,"),
        # Not all callers are seen.
        ("def net(x):\n", "TABLE = {'linear': linear}\n\n\ndef net(x):\n"),
        ("linear(args=(x, y, state[0]), units=3, ", "linear(**{'args': (x, y), 'units': 3}, "),
    ],
)  # fmt: skip
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert found.tiers["linear"] != "lifted", found.text
    assert "args = [args" in found.text


METHODS = """
import tensorflow as tf


def linear(inputs, units, scope):
    if not isinstance(inputs, (list, tuple)):
        inputs = [inputs]
    total = 0
    for one in inputs:
        total += one.get_shape().as_list()[1]
    with tf.variable_scope(scope):
        return tf.matmul(tf.concat(inputs, 1), tf.get_variable("w", [total, units]))


class Model(object):
    def __init__(self, units):
        self.units = units

    def first(self, x):
        return tf.reshape(x, [-1, 3]), 4

    def last(self, memory):
        return linear(memory, self.units, "last")

    def run(self, x):
        memory, _ = self.first(x)
        return self.last(memory) + linear([x, memory], self.units, "both")


def forward(x):
    return Model(3).run(x)
"""


def test_methods_are_followed(tmp_path: Path) -> None:
    found = Lifted(tmp_path, METHODS, "keras")
    assert found.tiers["linear"] == "lifted", found.codes
    assert "isinstance" not in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Another class has a method of that name, or calls one with something else.
        ("def forward(x):\n", "class Other(object):\n    def first(self, x):\n        return [x], 4\n\n\ndef forward(x):\n"),
        ("return Model(3).run(x)", "model = Model(3)\n    return model.run(x) + model.last([x, x])"),
        ("return Model(3).run(x)", "return Model.last(Model(3), x) + Model(3).run(x)"),
        ("return Model(3).run(x)", "model = Model(3)\n    model.first = lambda x: ([x], 4)\n    return model.run(x)"),
        ("return Model(3).run(x)", "model = Model(3)\n    return model.run(x) + getattr(model, 'last')([x])"),
        ("return Model(3).run(x)", "model = Model(3)\n    last = model.last\n    return model.run(x) + last([x, x])"),
        ("    def last(", "    @property\n    def last("),
        ("class Model(object)", "class Model(Base)"),
    ],
)  # fmt: skip
def test_methods_that_may_be_others_stay(before: str, after: str, tmp_path: Path) -> None:
    assert before in METHODS
    code = METHODS.replace(before, after)
    base = (
        "class Base(object):\n    def run(self, x):\n        return self.last([x])\n\n\nclass Model"
    )
    found = Lifted(tmp_path, code.replace("class Model", base) if "(Base)" in after else code)
    assert found.tiers["linear"] != "lifted", found.text

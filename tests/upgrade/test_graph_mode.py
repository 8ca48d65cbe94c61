"""Programs with sessions stay graph programs; everything else runs eagerly."""

from __future__ import annotations

import pytest

from migrate.outcomes import Mode

PROGRAM = """
import tensorflow as tf
import os

x = tf.placeholder(tf.float32, [None, 1])
with tf.Session() as sess:
    value = sess.run(x, {x: [[1.0]]})
    print("%.2f" % value, float(value))
"""


def test_program_switches_v2_behaviour_off_behind_its_imports(migrated):
    after = migrated(PROGRAM)
    assert (
        "import os\n\ntf.compat.v1.disable_v2_behavior()\n\nx = tf.compat.v1.placeholder" in after
    )


def test_numbers_are_taken_out_of_fetched_arrays(migrated):
    assert 'print("%.2f" % value.item(), float(value.item()))' in migrated(PROGRAM)


def test_ops_keep_their_names_in_graph_programs(migrated):
    text = """
        import tensorflow as tf
        {}
        y = tf.to_float(tf.nn.dropout(x, keep))
        n = tf.to_int32(y, name="n")
        """
    after = migrated(text.format("sess = tf.Session()"))
    assert 'y = tf.cast(compat_scope.nn.dropout(x, keep), tf.float32, name="ToFloat")' in after
    assert 'n = tf.compat.v1.to_int32(y, name="n")' in after
    after = migrated(text.format("n = tf.log(x)"))
    assert "y = tf.cast(tf.nn.dropout(x, rate=1 - keep), tf.float32)\n" in after


def test_other_values_are_left(migrated):
    after = migrated("""
        import tensorflow as tf
        with tf.Session() as sess:
            a, (b, c) = sess.run([x, (y, z)])
            print("%s %d %s" % (a, b, c), int(n), float("3"), "%d" % n)
        """)
    assert 'print("%s %d %s" % (a, b.item(), c), int(n), float("3"), "%d" % n)' in after


def test_names_that_also_hold_plain_numbers_are_left(migrated):
    after = migrated("""
        import tensorflow as tf
        def train(loss, other):
            sess = tf.Session()
            best = -1.0
            for step in range(4):
                value = best
                if step % 2:
                    value = sess.run(loss)
                    best = value
                more = sess.run(other)
                print("%.2f %.2f" % (value, more))
        """)
    assert 'print("%.2f %.2f" % (value, more.item()))' in after


def test_printed_lists_of_fetched_scalars(migrated):
    after = migrated("""
        import tensorflow as tf
        with tf.Session() as sess:
            print(sess.run([x, y]))
        """)
    assert "tf.compat.v1.disable_v2_behavior()\ncompat_scope.print_scalars_plainly()\n" in after


def test_values_that_a_function_returns(migrated):
    after = migrated("""
        import tensorflow as tf
        def fetch(sess, x):
            return sess.run([x, x])
        def maybe(sess, x):
            if x is None:
                return 0
            return sess.run(x)
        a, b = fetch(tf.Session(), y)
        print("%d %d" % (a, maybe(tf.Session(), y)))
        """)
    assert 'print("%d %d" % (a.item(), maybe(tf.compat.v1.Session(), y)))' in after


PRINTS = {
    "with tf.Session() as s:\n    print(s.run([x, y]))": True,
    "s = tf.Session()\nvalues = s.run([x, y])\nprint(dict(zip('ab', values)))": True,
    "sess = tf.Session()\nfetches = [x, y]\nprint(sess.run(fetches))": True,
    "def f(sess):\n    return sess.run(x)\nprint([f(tf.Session()) for _ in range(2)])": True,
    "sess = tf.Session()\nlosses = []\nlosses.append(np.mean(sess.run(x)))\nprint(losses)": True,
    "sess = tf.Session()\nprint(f'{sess.run([x])}')": True,
    "sess = tf.Session()\nprint(sess.run(x).tolist(), [float(v) for v in sess.run([x])])": False,
    "sess = tf.Session()\nprint(sess.run(x), [1.0])": False,
}


@pytest.mark.parametrize("text", PRINTS)
def test_scalars_in_printed_containers(text, migrated):
    after = migrated("import numpy as np\nimport tensorflow as tf\n" + text + "\n")
    assert ("print_scalars_plainly()" in after) is PRINTS[text]


def test_model_without_session_is_eager_and_says_so(migrate_tree):
    outcome = migrate_tree(
        {"model.py": 'import tensorflow as tf\ndef f():\n    return tf.get_variable("w", [1])\n'}
    )["model.py"]
    assert outcome.mode.mode is Mode.EAGER
    assert b"disable" not in outcome.after


def test_modules_of_a_graph_program_are_graph_with_the_reason(migrate_tree):
    found = migrate_tree(
        {
            "model.py": 'import tensorflow as tf\ndef f():\n    return tf.get_variable("w", [1])\n',
            "train.py": "import tensorflow as tf\nimport model\nsess = tf.Session()\n",
        }
    )
    assert found["train.py"].mode.mode is Mode.GRAPH
    assert found["train.py"].mode.line == 6  # of tf.Session in the migrated text
    assert found["model.py"].mode.mode is Mode.GRAPH
    assert "train.py" in found["model.py"].mode.reason
    assert b"disable" not in found["model.py"].after  # the program has switched already


def test_mode_that_the_program_chooses_itself_stays(migrated):
    after = migrated("""
        import tensorflow as tf
        tf.enable_eager_execution()
        w = tf.get_variable("w", [1])
        """)
    assert "disable_v2_behavior" not in after
    assert "tf.compat.v1.enable_eager_execution()" in after


def test_keras_in_a_graph_program_has_a_diagnostic(migrate_tree):
    source = """
        import tensorflow as tf
        sess = tf.Session()
        x = tf.keras.layers.Dense(1)(tf.ones([1, 1]))
        y = tf.keras.layers.Dense(1)(x)
        z = tf.keras.losses.MSE(x, y)
        """
    found = migrate_tree({"a.py": source})["a.py"].diagnostics
    assert [(d.code, d.source_line or d.line) for d in found] == [("TF106", 3)]


def test_ops_keep_their_default_names_in_a_graph(migrated):
    pool = "tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')\n"
    graph = migrated("import tensorflow as tf\nx = tf.placeholder(tf.float32)\n" + pool)
    assert "tf.nn.max_pool2d(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME', name=\"MaxPool\")" in graph
    eager = migrated("import tensorflow as tf\nx = tf.get_variable('x', [1, 2, 2, 1])\n" + pool)
    assert "tf.nn.max_pool2d(x, [1, 2, 2, 1], [1, 2, 2, 1], 'SAME')\n" in eager


def test_a_name_for_a_module_that_is_gone(migrated):
    after = migrated("""
        import tensorflow as tf
        data = tf.contrib.data
        one = data.get_single_element(dataset)
        """)
    assert 'data = compat_scope.missing("tf.contrib.data")' in after
    assert "one = tf.data.experimental.get_single_element(dataset)" in after


@pytest.mark.parametrize(
    ("shown", "plainly"),
    [
        ("[x.numpy(), 1]", True),
        ("{k: v.numpy() for k, v in d.items()}", True),
        ("x.numpy()", False),
    ],
)
def test_scalars_in_containers_that_eager_programs_print(migrated, shown, plainly):
    after = migrated(f"""
        import tensorflow as tf
        tf.enable_eager_execution()
        x = tf.log(2.0)
        print({shown}, float(x.numpy()), "%d" % x.numpy())
        """)
    assert ("\ncompat_scope.print_scalars_plainly()\n" in after) is plainly
    assert 'float(x.numpy()), "%d" % x.numpy())' in after


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("model.compile(tf.train.AdamOptimizer(0.1), loss='mse')", ["TF113"]),
        ("model.compile(loss='mse', optimizer=tf.train.MomentumOptimizer(0.1, 0.9))", ["TF113"]),
        (
            "opt = tf.train.RMSPropOptimizer(0.1)\nmodel.compile(optimizer=opt, loss='mse')",
            ["TF113"],
        ),
        ("model.compile(optimizer='adam', loss=tf.log)", []),
        ("opt = tf.train.AdamOptimizer(0.1)\nmodel.compile(tf.keras.optimizers.Adam(0.1))", []),
        ("re.compile(pattern)\nopt = tf.train.AdamOptimizer(0.1)", []),
    ],
)
def test_optimizers_of_tf_train_given_to_keras(text, found, migrate_tree):
    outcome = migrate_tree({"module.py": f"import tensorflow as tf\n{text}\n"})["module.py"]
    assert [d.code for d in outcome.diagnostics] == found

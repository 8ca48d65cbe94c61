"""What is not TF 1 code stays as it is, to the byte."""

from __future__ import annotations

import pytest

CASES = {
    "TF 2": """
        import tensorflow as tf

        class Dense(tf.Module):
            def __init__(self):
                with tf.name_scope("a"):
                    self.w = tf.Variable(tf.zeros([1]), name="w")

            @tf.function
            def __call__(self, x):
                return tf.nn.dropout(x @ self.w, 0.3)
        """,
    "Keras": """
        import tensorflow as tf
        model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
        """,
    "compat.v1 that works": """
        import tensorflow.compat.v1 as tf
        tf.disable_v2_behavior()
        x = tf.placeholder(tf.float32, [None])
        with tf.Session() as sess:
            sess.run(tf.log(x), {x: [1.0]})
        """,
    "the user's own variable_scope": """
        import numpy as tf
        def variable_scope(name):
            return tf.zeros(3)
        with variable_scope("a"):
            tf.get_variable("w")
        """,
    "a local name tf": """
        import tensorflow as tf
        def f(tf):
            return tf.get_variable("w", [1])
        def g():
            tf = object()
            return tf.layers.dense(1)
        """,
    "strings and comments": '''
        """tf.get_variable("w") of tensorflow"""
        # tf.variable_scope("a")
        text = "import tensorflow as tf; tf.placeholder()"
        ''',
    "version switch": """
        import tensorflow as tf
        try:
            from tensorflow import ConfigProto
        except ImportError:
            from tensorflow.compat.v1 import ConfigProto
        try:
            eager = tf.contrib.eager.in_eager_mode()
        except AttributeError:
            eager = tf.executing_eagerly()
        config = ConfigProto()
        """,
    "migrated": """
        import tensorflow as tf
        from migrate import compat_scope

        tf.compat.v1.disable_v2_behavior()

        x = tf.compat.v1.placeholder(tf.float32, [None, 2])
        y = tf.nn.dropout(compat_scope.layers.dense(x, 2), rate=1 - 0.9)
        with tf.compat.v1.Session() as sess:
            sess.run(compat_scope.global_variables_initializer())
        """,
    "file marked": """
        # migrate: skip
        import tensorflow as tf
        x = tf.placeholder(tf.float32)
        """,
}


@pytest.mark.parametrize("case", CASES)
def test_unchanged(case, migrate_tree):
    assert migrate_tree({"a.py": CASES[case]})["a.py"].after is None


def test_marked_lines_stay(migrated):
    after = migrated("""
        import tensorflow as tf
        a = tf.get_variable("a", [1])  # migrate: skip
        b = tf.get_variable("b", [1])
        """)
    assert 'a = tf.get_variable("a", [1])  # migrate: skip\n' in after
    assert 'b = compat_scope.get_variable("b", [1])\n' in after


def test_tf2_neighbour_of_tf1_code_stays(migrate_tree):
    found = migrate_tree(
        {
            "old.py": 'import tensorflow as tf\nimport new\nw = tf.get_variable("w", [1])\n',
            "new.py": "import tensorflow as tf\n@tf.function\ndef f(x):\n    return tf.nn.dropout(x, 0.3)\n",
        }
    )
    assert found["old.py"].after is not None
    assert found["new.py"].after is None


def test_ambiguous_neighbour_of_tf1_code_is_tf1(migrate_tree):
    found = migrate_tree(
        {
            "old.py": 'import tensorflow as tf\nimport ops\nw = tf.get_variable("w", [1])\n',
            "ops.py": "import tensorflow as tf\ndef drop(x, keep):\n    return tf.nn.dropout(x, keep)\n",
        }
    )
    assert b"tf.nn.dropout(x, rate=1 - keep)" in found["ops.py"].after


def test_unrelated_ambiguous_module_stays(migrate_tree):
    found = migrate_tree(
        {
            "old.py": 'import tensorflow as tf\nw = tf.get_variable("w", [1])\n',
            "ops.py": "import tensorflow as tf\ndef drop(x, keep):\n    return tf.nn.dropout(x, keep)\n",
        }
    )
    assert found["ops.py"].after is None

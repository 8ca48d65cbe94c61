"""Every way of importing TensorFlow leads to the same answers."""

from __future__ import annotations

import textwrap

import pytest

CASES = {
    "tf": (
        """
        import tensorflow as tf
        w = tf.get_variable("w", [1])
        """,
        """
        import tensorflow as tf
        from migrate import compat_scope
        w = compat_scope.get_variable("w", [1])
        """,
    ),
    "no alias": (
        """
        import tensorflow
        w = tensorflow.get_variable("w", [1])
        y = tensorflow.log(w)
        """,
        """
        import tensorflow
        from migrate import compat_scope
        w = compat_scope.get_variable("w", [1])
        y = tensorflow.math.log(w)
        """,
    ),
    "compat.v1": (
        """
        import tensorflow.compat.v1 as tf
        w = tf.get_variable("w", [1])
        y = tf.log(w)
        """,
        """
        import tensorflow.compat.v1 as tf
        from migrate import compat_scope
        w = compat_scope.get_variable("w", [1])
        y = tf.log(w)
        """,
    ),
    "names": (
        """
        from tensorflow import variable_scope, get_variable as gv, float32
        with variable_scope("a"):
            w = gv("w", [1], float32)
        """,
        """
        from tensorflow import float32
        from migrate.compat_scope import variable_scope
        from migrate.compat_scope import get_variable as gv
        with variable_scope("a"):
            w = gv("w", [1], float32)
        """,
    ),
    "comments between imported names": (
        """
        from tensorflow import (  # the basics
            float32,  # a type
            get_variable,
        )
        w = get_variable("w", [1], float32)
        """,
        """
        from tensorflow import (  # the basics
            float32,  # a type
        )
        from migrate.compat_scope import get_variable
        w = get_variable("w", [1], float32)
        """,
    ),
    "contrib module": (
        """
        import tensorflow.contrib.slim as slim
        def net(x):
            return slim.conv2d(x, 4, 3)
        """,
        """
        from migrate.compat_scope.contrib import slim
        def net(x):
            return slim.conv2d(x, 4, 3)
        """,
    ),
    "from contrib": (
        """
        from tensorflow.contrib import layers, rnn as contrib_rnn
        def net(x):
            cell = contrib_rnn.GRUCell(4)
            return layers.fully_connected(x, 4)
        """,
        """
        from migrate.compat_scope.contrib import layers
        from migrate.compat_scope.contrib import rnn as contrib_rnn
        def net(x):
            cell = contrib_rnn.GRUCell(4)
            return layers.fully_connected(x, 4)
        """,
    ),
    "module alias": (
        """
        import tensorflow as tf
        slim = tf.contrib.slim
        def net(x):
            return slim.conv2d(x, 4, 3)
        """,
        """
        import tensorflow as tf
        from migrate import compat_scope
        slim = compat_scope.contrib.slim
        def net(x):
            return slim.conv2d(x, 4, 3)
        """,
    ),
    "inside a function": (
        """
        def net(x):
            import tensorflow as tf
            return tf.layers.dense(x, 4)
        """,
        """
        from migrate import compat_scope
        def net(x):
            import tensorflow as tf
            return compat_scope.layers.dense(x, 4)
        """,
    ),
    "try": (
        """
        try:
            import tensorflow as tf
        except ImportError:
            tf = None
        def net(x):
            return tf.layers.dense(x, 4)
        """,
        """
        try:
            import tensorflow as tf
        except ImportError:
            tf = None
        from migrate import compat_scope
        def net(x):
            return compat_scope.layers.dense(x, 4)
        """,
    ),
    "several names in one import": (
        """
        import tensorflow as tf, os
        w = tf.get_variable("w", [1])
        """,
        """
        import tensorflow as tf, os
        from migrate import compat_scope
        w = compat_scope.get_variable("w", [1])
        """,
    ),
    "private module": (
        """
        from tensorflow.python.layers import core as layers_core
        def net(x):
            return layers_core.Dense(4)(x)
        """,
        """
        from migrate import compat_scope
        def net(x):
            return compat_scope.layers.Dense(4)(x)
        """,
    ),
    "submodule without alias": (
        """
        import tensorflow.contrib.slim
        def net(x):
            return tensorflow.contrib.slim.conv2d(x, 4, 3)
        """,
        """
        import tensorflow
        from migrate import compat_scope
        def net(x):
            return compat_scope.contrib.slim.conv2d(x, 4, 3)
        """,
    ),
    "the name compat_scope is taken": (
        """
        import tensorflow as tf
        compat_scope = 3
        w = tf.get_variable("w", [compat_scope])
        """,
        """
        import tensorflow as tf
        from migrate import compat_scope as migrate_compat_scope
        compat_scope = 3
        w = migrate_compat_scope.get_variable("w", [compat_scope])
        """,
    ),
    "docstring and future imports first": (
        '''
        """Doc."""
        from __future__ import print_function
        import os
        def net(x):
            from tensorflow import layers
            return layers.dense(x, 4)
        ''',
        '''
        """Doc."""
        from __future__ import print_function
        import os
        def net(x):
            from migrate.compat_scope import layers
            return layers.dense(x, 4)
        ''',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_import_styles(case, migrated):
    before, after = CASES[case]
    assert migrated(before) == textwrap.dedent(after).lstrip("\n")


def test_project_module_that_exports_tensorflow(migrate_tree):
    found = migrate_tree(
        {
            "pkg/__init__.py": "",
            "pkg/compat.py": "import tensorflow as tf\nslim = tf.contrib.slim\n",
            "pkg/net.py": """
                from .compat import tf, slim
                import pkg.compat

                def net(x):
                    with tf.variable_scope("a"):
                        y = slim.conv2d(x, 4, 3)
                    return pkg.compat.tf.log(y)
                """,
            "pkg/star.py": """
                from pkg.compat import *

                def net(x):
                    return tf.layers.dense(x, 4)
                """,
        }
    )
    assert found["pkg/compat.py"].after == (
        b"import tensorflow as tf\nfrom migrate import compat_scope\nslim = compat_scope.contrib.slim\n"
    )
    net = found["pkg/net.py"].after.decode()
    assert "from .compat import tf, slim\nfrom migrate import compat_scope\n" in net
    assert 'with compat_scope.variable_scope("a"):' in net
    assert "y = slim.conv2d(x, 4, 3)" in net
    assert "return pkg.compat.tf.math.log(y)" in net
    assert "return compat_scope.layers.dense(x, 4)" in found["pkg/star.py"].after.decode()


def test_gone_module_gets_a_stand_in_and_a_diagnostic(migrate_tree):
    source = """
        import tensorflow as tf
        from tensorflow.contrib import graph_editor

        def loss(x, y, n):
            return graph_editor.sgv(x, y, n)
        """
    outcome = migrate_tree({"a.py": source})["a.py"]
    assert (
        'graph_editor = compat_scope.missing("tf.contrib.graph_editor")' in outcome.after.decode()
    )
    assert {(d.code, d.source_line or d.line) for d in outcome.diagnostics} == {
        ("TF101", 2),
        ("TF101", 5),
    }


def test_a_stand_in_stands_behind_the_import_that_it_needs(migrate_tree):
    source = """
        from tensorflow.examples.tutorials.mnist import input_data
        import tensorflow as tf
        x = tf.placeholder(tf.float32)
        """
    after = migrate_tree({"a.py": source})["a.py"].after.decode()
    at = after.index("from migrate import compat_scope\n")
    assert at < after.index("input_data = compat_scope.missing(")


def test_guarded_import_that_is_gone_stays(migrate_tree):
    source = """
        import tensorflow as tf
        try:
            from tensorflow.contrib import graph_editor
        except ImportError:
            graph_editor = None
        w = tf.get_variable("w", [1])
        """
    outcome = migrate_tree({"a.py": source})["a.py"]
    assert "    from tensorflow.contrib import graph_editor\n" in outcome.after.decode()
    assert "missing" not in outcome.after.decode()


def test_names_imported_by_star(migrate_tree):
    outcome = migrate_tree(
        {"module.py": "from tensorflow.contrib.layers import *\nh = fully_connected(x, 2)\n"}
    )["module.py"]
    assert outcome.after is not None
    assert b"from migrate.compat_scope.contrib.layers import *\n" in outcome.after
    assert [d.code for d in outcome.diagnostics] == ["TF104"]


def test_names_imported_by_star_from_tensorflow_itself(migrate_tree):
    outcome = migrate_tree({"module.py": "from tensorflow import *\nv = get_variable('v', [1])\n"})
    assert [d.code for d in outcome["module.py"].diagnostics] == ["TF104"]


def test_names_of_a_star_import_are_rewritten_in_place(migrated):
    after = migrated("""
        from tensorflow import *

        x = placeholder(float32, [None, 2])
        with variable_scope("s"):
            w = get_variable("w", [2])
        y = reduce_sum(multiply(x, w), keep_dims=True)
        h = layers.dense(y, len([3, 4]))
        print(max(1, 2), contrib.layers.flatten(h))
        """)
    for line in (
        "from tensorflow import *\nimport tensorflow as tf\nfrom migrate import compat_scope\n",
        "x = tf.compat.v1.placeholder(float32, [None, 2])",
        'with compat_scope.variable_scope("s"):',
        'w = compat_scope.get_variable("w", [2])',
        "y = tf.reduce_sum(multiply(x, w), keepdims=True)",
        "h = compat_scope.layers.dense(y, len([3, 4]))",
        "print(max(1, 2), compat_scope.contrib.layers.flatten(h))",
    ):
        assert line in after


def test_names_of_a_star_import_may_be_other_modules(migrated):
    after = migrated("""
        import tensorflow as tf
        from tensorflow import *
        from elsewhere import *
        w = tf.get_variable("w", [1])
        y = log(w)
        """)
    assert "y = log(w)\n" in after


def test_the_last_star_import_wins(migrated):
    after = migrated("""
        from elsewhere import *
        from tensorflow import *
        y = log(w)
        def abs_of(log):
            return log(abs(w))
        """)
    assert "y = tf.math.log(w)\n" in after
    assert "return log(abs(w))\n" in after


def test_what_a_gone_module_imported_by_star_does_not_have(migrate_tree):
    outcome = migrate_tree(
        {
            "module.py": "from tensorflow.contrib.layers import *\n"
            "h = fully_connected(x, 2)\nf = sparse_column_with_keys('a', ['b'])\n"
        }
    )["module.py"]
    assert b"\nh = fully_connected(x, 2)\n" in outcome.after
    assert [(d.line, d.code) for d in outcome.diagnostics] == [(1, "TF104"), (3, "TF101")]


def test_a_private_name_that_moved_is_tf1_code(migrated):
    """What TF 1's private module had and TF 2's has not shows TF 1 code, where a public name took its place."""
    text = migrated("""
        from tensorflow.python import pywrap_tensorflow

        reader = pywrap_tensorflow.NewCheckpointReader("model.ckpt")
        """)
    assert 'reader = tf.compat.v1.train.NewCheckpointReader("model.ckpt")' in text
    assert "pywrap" not in text


def test_a_private_module_with_one_public_home_is_that_when_it_is_handed_on(migrate_tree):
    source = """
        import tensorflow as tf
        from tensorflow.contrib.layers.python.layers import initializers

        def weight(shape, initializers):
            return tf.get_variable("w", shape, initializer=initializers.xavier_initializer())

        w = weight([2, 3], initializers)
        """
    outcome = migrate_tree({"a.py": source})["a.py"]
    assert "weight([2, 3], compat_scope.contrib.layers)" in outcome.after.decode()
    assert not outcome.diagnostics


def test_a_private_module_of_several_homes_gets_a_stand_in(migrate_tree):
    source = """
        import tensorflow as tf
        from tensorflow.contrib.layers.python.layers import layers

        kept = [layers, tf.placeholder]
        """
    outcome = migrate_tree({"a.py": source})["a.py"]
    assert 'missing("tf.contrib.layers.python.layers.layers")' in outcome.after.decode()
    assert [d.code for d in outcome.diagnostics] == ["TF101"]


def test_imports_that_go_leave_no_blank_lines(migrate_tree):
    source = "import os\nimport tensorflow as tf\n\nfrom tensorflow.contrib import rnn\n"
    source += "from tensorflow.contrib import slim\n\n\ndef f(x):\n    return tf.log(x) * rnn.f * slim.g\n"
    after = migrate_tree({"a.py": source})["a.py"].after.decode()
    assert "\n\n\n\n" not in after

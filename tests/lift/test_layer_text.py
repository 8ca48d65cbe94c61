"""The text of lifted layers: which of Keras' or of the module's own, and what keeps a function on the shim."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

HEAD = "import tensorflow as tf\nfrom tensorflow.contrib import layers, slim\n\n\n"


def lifted(tmp_path: Path, call: str, parameters: str = "x") -> Lifted:
    body = f'def f({parameters}):\n    with tf.variable_scope("f"):\n        return {call}\n'
    return Lifted(tmp_path, HEAD + body)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            "layers.fully_connected(x, 3)",
            'FullyConnected(3, activation="relu", name="fully_connected")',
        ),
        ("slim.fully_connected(x, 3, None)", 'FullyConnected(3, name="fully_connected")'),
        ("layers.relu6(x, 3)", 'FullyConnected(3, activation="relu6", name="fully_connected")'),
        ("layers.elu(x, 3)", 'FullyConnected(3, activation="elu", name="fully_connected")'),
        (
            "layers.linear(x, 3, weights_regularizer=layers.l2_regularizer(1.0) if x.shape.ndims else None)",
            "kernel_regularizer=(keras.regularizers.L2(0.5 * 1.0) if len(x_shape) else None)",
        ),
        ("layers.linear(x, 3, biases_initializer=None)", "FullyConnected(3, use_bias=False, name="),
        ("slim.max_pool2d(x, 3)", "keras.layers.MaxPooling2D(3, strides=2)"),
        ('slim.avg_pool2d(x, [2, 2], 1, "SAME")', "AveragePooling2D([2, 2], strides=1, padding="),
        ("layers.dropout(x, 0.9, is_training=False)", "keras.layers.Dropout(1 - 0.9)"),
        ("layers.dropout(x)", "keras.layers.Dropout(rate=0.5)"),
        ("tf.layers.dropout(x)", "keras.layers.Dropout(rate=0.5)"),
        ("tf.layers.max_pooling3d(x, 2, 2)", "keras.layers.MaxPooling3D(2, strides=2)"),
        ("layers.layer_norm(x, begin_norm_axis=-1)", 'LayerNorm(name="LayerNorm")'),
        ("layers.layer_norm(x, scale=False)", 'ExampleNorm(scale=False, name="LayerNorm")'),
        ("layers.bias_add(x, tf.nn.relu)", "tf.nn.relu(self.bias_add(x))"),
        ("tf.layers.batch_normalization(x)", "keras.layers.BatchNormalization(name="),
        ("tf.layers.batch_normalization(x, training=True)", "= BatchNormalization(name="),
        ("layers.batch_norm(x, is_training=False)", "keras.layers.BatchNormalization("),
        ("layers.batch_norm(x, updates_collections=None)", "BatchNormInPlace("),
        ("layers.batch_norm(x)", "self.batch_norm(x, training=True)"),
    ],
)
def test_becomes(call: str, expected: str, tmp_path: Path) -> None:
    # A weight beside it: a function that makes no variable is left alone.
    found = lifted(tmp_path, f'{call} + tf.get_variable("w", [1])')
    assert found.tiers == {"f": "lifted"}
    assert expected in " ".join(found.text.split()).replace("( ", "(").replace(" )", ")")


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ('layers.conv2d(x, 3, 3, data_format="NCHW")', "TF316", "data_format"),
        ("layers.conv2d(x, 3, 3, normalizer_fn=layers.layer_norm)", "TF316", "normalizer_fn"),
        ("layers.conv2d(x, 3, 3, normalizer_fn=layers.batch_norm, normalizer_params=p)", "TF316", "p"),
        ("layers.conv2d(x, 3, 3, biases_initializer=p)", "TF316", "may be None"),
        ("layers.batch_norm(x, activation_fn=p)", "TF316", "may be None"),
        ("layers.batch_norm(x, zero_debias_moving_mean=True)", "TF316", "zero_debias"),
        ("layers.batch_norm(x, updates_collections=p)", "TF316", "updates_collections=p"),
        ("layers.layer_norm(x, begin_norm_axis=2)", "TF316", "begin_norm_axis=2"),
        ("layers.fully_connected(x, 3, outputs_collections=p)", "TF316", "outputs_collections"),
        ("layers.fully_connected(x, 3, weights_initializer=tf.uniform_unit_scaling_initializer())", "TF306", "uniform_unit"),
        ("layers.instance_norm(x, param_initializers={})", "TF316", "param_initializers"),
        ("tf.layers.batch_normalization(x, renorm=True)", "TF316", "renorm"),
        ('tf.get_variable("w", initializer=tf.constant_initializer([1.0, 2.0]), shape=[2])', "TF306", "constant"),
        ('tf.get_variable("w", initializer=[1, 2])', "TF306", "initial value"),
        ("slim.stack(x, slim.fully_connected, [3, 4])", "TF316", "stack"),
        ("slim.repeat(x, 2, slim.conv2d, 3, [3, 3])", "TF316", "repeat"),
        ("layers.spatial_softmax(x)", "TF316", "spatial_softmax"),
    ],
)  # fmt: skip
def test_stays(call: str, code: str, words: str, tmp_path: Path) -> None:
    found = lifted(tmp_path, f'tf.nn.relu(x) + {call} + tf.get_variable("v", [1])', "x, p")
    reason = found.verdicts["f"]["reasons"][0]
    assert (found.tiers["f"], reason["code"]) == ("shimmed", code), reason
    assert words in reason["message"]


@pytest.mark.parametrize(
    ("initial", "shape"),
    [("-0.5", ()), ("[1.0, 2.0]", (2,)), ("[[1, 2.5]]", (1, 2)), ("tf.constant([0.5, 1.0])", (2,))],
)
def test_numbers_that_are_written_out(initial: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("tensorflow")
    found = lifted(tmp_path, f'x * tf.get_variable("w", initializer={initial})')
    assert found.tiers == {"f": "lifted"}
    layer = found.module().F()
    layer(np.ones([1, 2], np.float32))
    (weight,) = layer.weights
    numbers = initial.removeprefix("tf.constant(").removesuffix(")")
    assert tuple(weight.shape) == shape
    assert np.asarray(weight).tolist() == np.float32(eval(numbers)).tolist()


def test_the_classes_of_a_module_keep_their_names(tmp_path: Path) -> None:
    source = HEAD + (
        "class FullyConnected(object):\n    pass\n\n\n# the head\n"
        'def head(x, scope=None):\n    return layers.fully_connected(x, 3, scope=scope or "fc")\n'
    )
    found = Lifted(tmp_path, source)
    assert found.tiers == {"head": "lifted"}
    assert "class FullyConnected_(keras.layers.Dense):" in found.text
    assert found.text.index("class FullyConnected_(") > found.text.index("# the head")
    assert found.text.count("class FullyConnected(object):") == 1


def test_a_name_that_may_be_none_is_tf1s_default(tmp_path: Path) -> None:
    found = lifted(tmp_path, "layers.fully_connected(x, 3, scope=name)", "x, name=None")
    assert found.tiers == {"f": "lifted"}
    assert 'name=layer_name or "fully_connected"' in found.text.replace(
        "name=scope_name or", "name=layer_name or"
    )


def test_a_counted_default_is_told_by_the_caller(tmp_path: Path) -> None:
    source = HEAD + (
        "def dense(x, name=None):\n    return tf.layers.dense(x, 3, name=name)\n\n\n"
        'def net(x):\n    with tf.variable_scope("net"):\n        return dense(dense(x))\n'
    )
    found = Lifted(tmp_path, source)
    assert found.tiers == {"dense": "lifted", "net": "lifted"}  # TF1: net/dense, net/dense_1
    assert 'name=scope_name or "dense"' in found.text
    assert 'self.dense_2 = Dense(scope_name="dense_1")' in found.text


@pytest.mark.parametrize(
    ("initial", "tier"),
    [
        ("np.linspace(-1, 1, 4).astype(np.float32)", "lifted"),
        ("np.zeros([2, 3], dtype=np.float32)", "lifted"),
        ('np.array([[1], [2]], dtype="float32")', "lifted"),
        ("np.zeros([2, 3])", "shimmed"),  # of float64, as was TF1's variable
    ],
)
def test_arrays(initial: str, tier: str, tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("tensorflow")
    source = (
        "import numpy as np\n"
        + HEAD
        + (
            'def f(x):\n    with tf.variable_scope("f"):\n'
            f'        return tf.nn.relu(x) + tf.reduce_sum(tf.get_variable("w", initializer={initial}))\n'
        )
    )
    found = Lifted(tmp_path, source)
    assert found.tiers == {"f": tier}
    if tier == "lifted":
        layer = found.module().F()
        layer(np.ones([1, 2], np.float32))
        assert np.asarray(layer.weights[0]).tolist() == eval(initial, {"np": np}).tolist()


def test_what_is_drawn_is_another_one_for_each_layer(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("tensorflow")
    initial = "np.random.randn(2).astype(np.float32)"
    source = (
        "import numpy as np\n"
        + HEAD
        + 'def f(x):\n    with tf.variable_scope("f"):\n'
        + f'        return tf.nn.relu(x) + tf.get_variable("w", initializer={initial})\n'
    )
    module = Lifted(tmp_path, source).module()
    first, second = module.F(), module.F()
    for layer in (first, second):
        layer(np.ones([1, 2], np.float32))
    assert first.weights[0].shape == (2,)
    assert np.asarray(first.weights[0]).tolist() != np.asarray(second.weights[0]).tolist()


PROGRAM = """import tensorflow as tf


def net(x, keep):
    with tf.variable_scope("net"):
        h = tf.nn.dropout(tf.layers.dense(x, 3), keep)
        return tf.nn.dropout(h, keep, name="dropped")


x = tf.placeholder(tf.float32, [None, 3])
y = tf.nn.dropout(net(x, 0.5), 0.5)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
"""


def test_dropout_in_a_graph_program(tmp_path: Path) -> None:
    """A layer's own operations are TensorFlow 2's unless they are named."""
    found = Lifted(tmp_path, PROGRAM)
    assert "h = tf.nn.dropout(self.dense(x), rate=1 - keep)" in found.text
    assert 'compat_scope.nn.dropout(h, keep, name="dropped")' in found.text
    assert "y = compat_scope.nn.dropout(" in found.text


def test_layers_are_called_by_their_scopes_or_as_tf1_counted_them(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf


def block(x, depth):
    for i in range(depth):
        with tf.variable_scope("layer_%d" % i):
            with tf.variable_scope("attention"):
                with tf.variable_scope("output"):
                    x = tf.layers.dense(x, 3)
            with tf.variable_scope("output"):
                x = tf.layers.dense(x, 3)
    return x


def counted(x, dropout):
    with tf.variable_scope("counted"):
        x = tf.layers.dropout(tf.layers.dense(x, 4), dropout, training=dropout > 0.5)
        return tf.layers.dense(tf.layers.dense(x, 3), 2)
"""
    text = Lifted(tmp_path, source).text
    assert 'tf1_order = (("attention_output_dense", "output_dense"),)' in text
    assert "x = self.attention_output_dense[i](x)" in text
    assert 'self.dense_1 = keras.layers.Dense(3, name="dense_1")' in text
    assert 'self.dense_2 = keras.layers.Dense(2, name="dense_2")' in text
    assert "self.dropout_layer = keras.layers.Dropout(dropout)" in text

"""What a user of Keras expects of lifted layers: `.keras`, `.weights.h5`, export, configuration, summary."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tests.lift.lifting import Lifted

HEAD = """
import tensorflow as tf


def dense(x, units, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.matmul(x, w) + tf.get_variable("b", [units], initializer=tf.zeros_initializer())


def net(x, units, depth, scope="net"):
    with tf.variable_scope(scope):
        {body}
"""
BODIES = {
    "loop of layers": """
        for i in range(depth):
            x = tf.nn.relu(dense(x, units, "layer_%d" % i))
        return tf.layers.dense(x, units)
    """,
    "tf.layers in training": """
        h = tf.layers.batch_normalization(tf.layers.dense(x, units), training=True)
        return dense(tf.layers.dropout(h, 0.5), depth, "out")
    """,
    "not fused": """
        h = tf.layers.batch_normalization(x, training=True, fused=False)
        return dense(dense(h, units, "in"), depth, "out")
    """,
    "contrib": """
        h = tf.contrib.layers.fully_connected(x, units, normalizer_fn=tf.contrib.layers.batch_norm)
        return dense(tf.contrib.layers.layer_norm(h), depth, "out")
    """,
    "in place": """
        h = tf.contrib.layers.batch_norm(x, updates_collections=None, scope="bn")
        return dense(dense(h, units, "in"), depth, "out")
    """,
    "recurrent": """
        cell = tf.nn.rnn_cell.BasicLSTMCell(units)
        h, _ = tf.nn.dynamic_rnn(cell, tf.expand_dims(x, 1), dtype=tf.float32)
        return dense(h[:, -1], depth, "out")
    """,
}


@pytest.mark.filterwarnings("ignore:`build\\(\\)` was called on layer")
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_model_of_lifted_layers_is_saved_and_loaded(
    tmp_path: Path, body: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lifted = Lifted(tmp_path, HEAD.replace("{body}", body.strip()))
    assert lifted.tiers == {"dense": "lifted", "net": "lifted"}
    module = lifted.module()
    own: dict[str, Any] = {
        name: one
        for name, one in vars(module).items()
        if inspect.isclass(one) and one.__module__ == module.__name__
    }

    def model() -> keras.Model:
        x = keras.Input([5])
        return keras.Model(x, module.Net(4, 2)(x))

    first = model()
    x = np.random.RandomState(1).normal(size=[3, 5]).astype(np.float32)
    expected = first.predict(x, verbose=0)
    assert np.ptp(expected) > 0

    first.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras", custom_objects=own)
    np.testing.assert_allclose(loaded.predict(x, verbose=0), expected, atol=1e-6)

    first.save_weights(tmp_path / "model.weights.h5")
    second = model()
    second.load_weights(tmp_path / "model.weights.h5")
    np.testing.assert_allclose(second.predict(x, verbose=0), expected, atol=1e-6)

    first.export(tmp_path / "saved", verbose=False)
    exported = tf.saved_model.load(str(tmp_path / "saved"))
    np.testing.assert_allclose(exported.serve(x).numpy(), expected, atol=1e-6)

    config = module.Net(4, 2).get_config()
    assert (config["units"], config["depth"]) == (4, 2)
    assert module.Net.from_config(config).get_config() == config
    first.summary()
    assert "net (Net)" in capsys.readouterr().out


def test_a_part_with_a_normalizer_is_the_same_by_itself(tmp_path: Path) -> None:
    """What Keras makes again of such a part alone has its activation and its normalizer, not Keras' defaults."""
    body = BODIES["contrib"].strip("\n")
    found = Lifted(tmp_path, HEAD.format(body=body.strip()), "keras")
    module = found.module()
    layer = module.Net(units=4, depth=3)
    x = tf.random.normal([5, 4], seed=1)
    layer(x)
    part = layer.fully_connected
    own = {n: getattr(module, n) for n in ("FullyConnected", "BatchNorm")}
    model = keras.Sequential([keras.Input([4]), part])
    model.save(tmp_path / "part.keras")
    loaded = keras.models.load_model(tmp_path / "part.keras", custom_objects=own)
    np.testing.assert_allclose(loaded(x), part(x), rtol=1e-6)
    assert float(tf.reduce_min(loaded(x))) == 0.0  # the activation
    assert type(loaded.layers[0].normalizer) is module.BatchNorm


def test_settings_of_a_class_that_is_not_known_are_refused_with_what_to_do(tmp_path: Path) -> None:
    """Keras asks for a `get_config` where nobody can tell what a constructor takes: nothing is lost in silence."""
    text = "import tensorflow as tf\n\n\ndef net(x, config):\n    with tf.variable_scope('net'):\n"
    text += "        return tf.layers.dense(x, config.units)\n"
    layer = Lifted(tmp_path, text, "keras").module().Net(SimpleNamespace(units=3))
    with pytest.raises(NotImplementedError, match="must override `get_config"):
        layer.get_config()

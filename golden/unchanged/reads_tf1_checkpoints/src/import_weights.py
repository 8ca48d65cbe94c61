"""Reads a TF1 checkpoint by TF1's names; nothing in here is TF1's API."""
import re

import keras
import numpy as np
import tensorflow as tf

RENAMES = [
    (r"^bert/encoder/layer_(\d+)/attention/self/(query|key|value)/(kernel|bias)$", r"layers.\1.attention.\2.\3"),
    (r"^bert/embeddings/LayerNorm/(gamma|beta)$", r"embeddings.norm.\1"),
    (r"/batch_normalization(_\d+)?/moving_(mean|variance)$", r".bn\1.moving_\2"),
]
SLOTS = re.compile(r"(Adam(_1)?|Momentum|ExponentialMovingAverage|global_step)$")


def renamed(name):
    for pattern, replacement in RENAMES:
        name = re.sub(pattern, replacement, name)
    return name


def read(prefix):
    reader = tf.train.load_checkpoint(prefix)
    shapes = reader.get_variable_to_shape_map()
    return {renamed(n): reader.get_tensor(n) for n in sorted(shapes) if not SLOTS.search(n)}


def assign(layer: keras.layers.Layer, prefix: str) -> list[str]:
    values, missing = read(prefix), []
    for variable in layer.weights:
        value = values.get(variable.path.replace("/", "."))
        if value is None:
            missing.append(variable.path)
        else:
            variable.assign(np.reshape(value, variable.shape))
    return missing


def latest(directory):
    state = tf.train.get_checkpoint_state(directory)
    return [name for name, _ in tf.train.list_variables(tf.train.latest_checkpoint(directory))], state

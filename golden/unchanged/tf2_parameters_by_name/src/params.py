"""A store of variables by name, of this project."""

import numpy as np
import tensorflow as tf

_params = {}


def param(name, value):
    if name not in _params:
        _params[name] = tf.Variable(value, name=name)
    return _params[name]


def linear(name, inputs, output_dim):
    weight = param(name + ".W", np.zeros([inputs.shape[-1], output_dim], "float32"))
    return tf.matmul(inputs, weight) + param(name + ".b", np.zeros(output_dim, "float32"))

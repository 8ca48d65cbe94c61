"""Strings that look like symbols are data."""

SYMBOLS = {"tf.variable_scope": 1, "tf.layers.dense": 2}


def describe(module):
    return getattr(module, "variable_scope", None), SYMBOLS.get("tf.contrib.slim")

"""Source code in strings is data, whatever it says."""
import builtins

import numpy as np

CODE = """
import tensorflow as tf
def model(x):
    with tf.variable_scope("plugin", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 3)
"""
BYTES = b"tf.get_variable('w', [1])"
RAW = rf"\btf\.{'layers'}\.(\w+)"


def load(name, code=CODE, **symbols):
    namespace = {"__name__": name, "np": np, **symbols}
    exec(compile(code, f"<{name}>", "exec"), namespace)
    return namespace.get("model")


def symbol(path, root=builtins):
    for part in path.split("."):
        root = getattr(root, part)
    return root


print(eval("(lambda tf: tf * 2)(3)"), symbol("str.format")("tf.{0}.{1}", "contrib", "slim"))

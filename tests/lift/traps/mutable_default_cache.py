# graph only: the default is changed
import tensorflow as tf


def proj(x, cache={}):
    with tf.variable_scope("proj"):
        if "w" not in cache:
            cache["w"] = tf.get_variable("w", [3, 3])
        return tf.matmul(x, cache["w"])


def forward(x):
    return proj(proj(x))

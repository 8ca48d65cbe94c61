import tensorflow as tf
from tensorflow.contrib import slim


def block(x, n, scope):
    """Is called under dicts that change, or have other names."""
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, normalizer_fn=slim.batch_norm, scope="fc")
        return slim.batch_norm(x, scope="bn")


def stale(x, rate):
    params = {"is_training": False, "epsilon": rate}
    rate = 0.5
    with slim.arg_scope([slim.batch_norm], **params):
        x = block(x, 3, "stale")
    return x * rate


def in_turns(x):
    for i in range(2):
        params = {"is_training": False, "epsilon": 0.1 * (i + 1)}
        with slim.arg_scope([slim.batch_norm], **params):
            x = block(x, 3, "turn_%d" % i)
    return x


def overwritten(x):
    params = {"is_training": False, "epsilon": 0.2}
    with slim.arg_scope([slim.batch_norm], **params):
        with slim.arg_scope([slim.batch_norm], **dict(params, epsilon=0.4)):
            x = block(x, 3, "inner")
        params["epsilon"] = 0.6
        return block(x, 3, "outer")


def forward(x):
    with tf.variable_scope("net"):
        x = stale(x, 0.2)
        x = in_turns(x)
        return overwritten(x)

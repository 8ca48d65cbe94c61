import tensorflow as tf
from tensorflow.contrib import slim

PARAMS = dict(is_training=False, epsilon=0.3, scale=True)


def settings(epsilon=0.25, scale=False, use_norm=True):
    params = {"is_training": False, "epsilon": epsilon}
    params["scale"] = scale
    with slim.arg_scope(
        [slim.fully_connected],
        normalizer_fn=slim.batch_norm if use_norm else None,
        normalizer_params=params,
    ):
        with slim.arg_scope([slim.batch_norm], **params) as sc:
            return sc


def unit(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="fc")
        return slim.batch_norm(x, activation_fn=tf.nn.elu, scope="bn")


def plain(x, n, scope):
    with tf.variable_scope(scope):
        return slim.fully_connected(x, n, scope="fc")


def normed(x, scope):
    return slim.batch_norm(x, scope=scope)


def single(x):
    params = {"is_training": False, "epsilon": 0.125, "scale": False}
    with slim.arg_scope([slim.batch_norm], **params):
        return slim.batch_norm(normed(x, "single"), epsilon=0.7, scope="bn")


def forward(x):
    with tf.variable_scope("net"):
        with slim.arg_scope(settings(scale=True)):
            x = unit(x, 3, "a")
        with slim.arg_scope(settings(epsilon=0.75, scale=True)):
            x = unit(x, 3, "b")
        with slim.arg_scope(settings(use_norm=False)):
            x = plain(x, 3, "c")
        with slim.arg_scope([slim.batch_norm], **PARAMS):
            x = normed(x, "d")
        x = single(x)
        return slim.fully_connected(x, 2)

import tensorflow as tf
from tensorflow.contrib import slim


def block(x, n, scope):
    """Is called under dicts that change, or have other names."""
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, normalizer_fn=slim.batch_norm, scope="fc")
        return slim.batch_norm(x, scope="bn")


def renamed():
    params = {"is_training": False, "scale": True}
    other = params
    other["epsilon"] = 0.25
    with slim.arg_scope([slim.batch_norm], **params) as sc:
        return sc


def told(rate):
    params = {"is_training": False, "epsilon": rate}
    rate = 0.5
    with slim.arg_scope([slim.batch_norm], **params) as sc:
        return sc


def changed_before(x):
    params = {"is_training": False, "epsilon": 0.125}
    more = params
    more["scale"] = True
    with slim.arg_scope([slim.batch_norm], **params):
        return block(x, 3, "before")


def forward(x):
    with tf.variable_scope("net"):
        with slim.arg_scope(renamed()):
            x = block(x, 3, "renamed")
        with slim.arg_scope(told(0.3)):
            x = block(x, 3, "told")
        return changed_before(x)

import tensorflow as tf
from tensorflow.contrib import slim

PARAMS = {"is_training": False, "scale": True, "epsilon": 0.1}


def settings():
    with slim.arg_scope([slim.fully_connected], normalizer_fn=slim.batch_norm, normalizer_params=PARAMS, activation_fn=tf.tanh):
        with slim.arg_scope([slim.batch_norm], **PARAMS):
            with slim.arg_scope([slim.batch_norm], center=False) as sc:
                return sc


def unit(x, n, scope):
    with tf.variable_scope(scope):
        x = slim.fully_connected(x, n, scope="fc")
        x = slim.fully_connected(x, n, normalizer_params={"is_training": False, "epsilon": 0.5}, scope="own")
        x = slim.fully_connected(x, n, normalizer_fn=None, scope="none")
        return slim.batch_norm(x, activation_fn=tf.nn.elu, epsilon=0.3, scope="bn")


def forward(x):
    with tf.variable_scope("net"):
        with slim.arg_scope(settings()):
            x = unit(x, 3, "a")
        return slim.fully_connected(x, 2)

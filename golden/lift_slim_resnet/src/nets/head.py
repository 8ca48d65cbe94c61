import tensorflow as tf
import tensorflow.contrib.slim as slim

NORM = dict(decay=0.8, epsilon=0.1)


def head_arg_scope(smooth=False):
    if smooth:
        activation_fn = tf.nn.softplus
    else:
        activation_fn = tf.nn.elu
    with slim.arg_scope([slim.fully_connected], activation_fn=activation_fn) as sc:
        return sc


def head(features, num_classes, is_training):
    """Two layers on the pooled features."""
    with tf.variable_scope("head"):
        with slim.arg_scope([slim.batch_norm], is_training=is_training, **NORM):
            net = slim.fully_connected(features, 5, normalizer_fn=slim.batch_norm, scope="fc1")
            net = slim.batch_norm(net, scope="norm")
        return slim.fully_connected(net, num_classes, activation_fn=None, scope="logits")

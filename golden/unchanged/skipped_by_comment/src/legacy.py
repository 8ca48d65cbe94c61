# migrate: skip
"""Kept as a reference for what TF1 did; never imported."""
import tensorflow as tf
from tensorflow.contrib import slim


def network(x, is_training, scope="net", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm):
            x = slim.conv2d(x, 8, [3, 3])
        return tf.layers.dense(tf.layers.flatten(x), 2, name="logits")

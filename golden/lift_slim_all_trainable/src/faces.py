"""Embeddings of faces."""

import tensorflow as tf
import tensorflow.contrib.slim as slim

# Moving averages are saved and restored with what is trained.
BATCH_NORM = {
    "decay": 0.8,
    "epsilon": 0.001,
    "updates_collections": None,
    "variables_collections": [tf.GraphKeys.TRAINABLE_VARIABLES],
}


def branches(net, scale=1.0, scope=None):
    """Two branches beside each other."""
    with tf.variable_scope(scope, "Branches", [net]):
        with tf.variable_scope("Branch_0"):
            left = slim.conv2d(net, 3, 1, scope="Conv2d_1x1")
        with tf.variable_scope("Branch_1"):
            right = slim.conv2d(net, 2, 1, scope="Conv2d_0a_1x1")
            right = slim.conv2d(right, 3, 3, scope="Conv2d_0b_3x3")
        return net + scale * slim.conv2d(tf.concat([left, right], 3), 4, 1, activation_fn=None, scope="Up")


def embed(images, size, is_training, weight_decay=0.01, reuse=None):
    with slim.arg_scope([slim.conv2d, slim.fully_connected],
                        weights_initializer=tf.truncated_normal_initializer(stddev=0.1),
                        weights_regularizer=slim.l2_regularizer(weight_decay),
                        normalizer_fn=slim.batch_norm,
                        normalizer_params=BATCH_NORM):
        with tf.variable_scope("Faces", [images], reuse=reuse):
            with slim.arg_scope([slim.batch_norm], is_training=is_training):
                net = slim.conv2d(images, 4, 3, stride=2, padding="VALID", scope="Conv2d_1a")
                net = branches(net, 0.5, scope="Mixed_1")
                net = branches(net, 0.25, scope="Mixed_2")
                net = slim.flatten(net)
                return slim.fully_connected(net, size, activation_fn=None, scope="Bottleneck")


def forward(images):
    return embed(images, 5, False)

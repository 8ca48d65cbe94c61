import tensorflow as tf

import norms


def conv(x, width, is_training, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("weights", [3, 3, x.get_shape()[-1].value, width])
        x = tf.nn.conv2d(x, kernel, [1, 1, 1, 1], padding="SAME")
        return tf.nn.relu(norms.batch_norm(x, width, is_training, decay=0.7))


def network(images, is_training, bn_decay=None):
    with tf.variable_scope("net"):
        x = conv(images, 3, is_training, "conv1")
        x = norms.norm_conv(x, is_training, "norm", bn_decay)
        x = tf.reduce_mean(x, [1, 2])
        w = tf.get_variable("weights", [3, 2])
        return tf.matmul(x, w)


def forward(images, is_training):
    return network(images, is_training)

import tensorflow as tf

import norms


def conv(x, width, is_training, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("weights", [3, 3, x.get_shape()[-1].value, width])
        x = tf.nn.conv2d(x, kernel, [1, 1, 1, 1], padding="SAME")
        return tf.nn.relu(norms.batch_norm(x, width, is_training, decay=0.7))


def dense(x, width, is_training, scope, bn_decay=None):
    with tf.variable_scope(scope):
        w = tf.get_variable("weights", [x.get_shape()[-1].value, width])
        return norms.norm_dense(tf.matmul(x, w), is_training, "bn", bn_decay)


def network(images, is_training, bn_decay=None):
    with tf.variable_scope("net"):
        x = conv(images, 3, is_training, "conv1")
        x = conv(x, 4, is_training, "conv2")
        x = norms.norm_conv(x, is_training, "norm", bn_decay)
        x = tf.reduce_mean(x, [1, 2])
        x = dense(x, 4, is_training, "fc1", bn_decay)
        return dense(tf.nn.relu(x), 2, is_training, "fc2")


def forward(images, is_training):
    logits = network(images, is_training)
    return logits

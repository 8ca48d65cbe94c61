import tensorflow as tf
import tensorflow.contrib.slim as slim
from tensorflow.contrib import layers


def conv_block(x, depth, is_training, scope=None):
    """Halves the resolution."""
    return slim.conv2d(x, depth, [3, 3], stride=2, scope=scope,
                       normalizer_fn=slim.batch_norm,
                       normalizer_params={"is_training": is_training, "decay": 0.9, "scale": True},
                       weights_regularizer=slim.l2_regularizer(0.01))


def head(x, classes, keep_prob=0.8, is_training=False):
    with tf.variable_scope("head"):
        x = slim.flatten(x)
        # relu by default
        x = slim.fully_connected(x, 8, weights_initializer=tf.truncated_normal_initializer(stddev=0.02),
                                 biases_initializer=tf.constant_initializer(0.1))
        x = slim.dropout(x, keep_prob, is_training=is_training)
        x = layers.fully_connected(x, 6, activation_fn=tf.nn.tanh, biases_initializer=None, scope="fc")
        return layers.linear(x, classes)


def features(x):
    with tf.variable_scope("features"):
        x = layers.conv2d(x, 4, 3, padding="VALID", weights_initializer=layers.xavier_initializer_conv2d())
        x = layers.separable_conv2d(x, 5, [3, 3], depth_multiplier=2, scope="separable",
                                    weights_regularizer=layers.l1_regularizer(0.001))
        y = layers.conv2d_transpose(x, 4, [2, 2], stride=2, activation_fn=None)
        y = layers.bias_add(y, activation_fn=tf.nn.elu)
        x = slim.avg_pool2d(y, [2, 2])
        return slim.max_pool2d(x, 2, stride=1)


def net(x, is_training=False):
    with tf.variable_scope("net"):
        x = conv_block(x, 4, is_training)
        x = conv_block(x, 3, is_training, scope="second")
        x = features(x)
        return head(x, 3, is_training=is_training)

import tensorflow as tf


def head(x, scope=None):
    with tf.variable_scope(scope, "head", [x]):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def forward(x):
    with tf.variable_scope("head_6"):
        x = head(x)
    x = tf.contrib.layers.layer_norm(x)
    return head(x)

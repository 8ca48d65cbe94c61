import tensorflow as tf


def proj(x):
    with tf.variable_scope("proj"):
        x = tf.concat([x, x, tf.ones([2, 1])], axis=-1)
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        x = tf.concat([tf.matmul(x, w), x], axis=1)
        v = tf.get_variable("v", [int(x.get_shape()[1]), 3])
        return tf.matmul(x, v)


def forward(x):
    return proj(x)

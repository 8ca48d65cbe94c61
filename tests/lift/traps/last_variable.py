import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        x = tf.layers.dense(x, 3)
        bias = tf.global_variables()[-1]
        kernel = [v for v in tf.trainable_variables() if v.name.endswith("kernel:0")][-1]
        return tf.matmul(x, kernel) + bias


def forward(x):
    x = tf.layers.dense(x, 3)
    return net(x)

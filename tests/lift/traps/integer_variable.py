import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        n = tf.get_variable("n", [], tf.int32, initializer=tf.zeros_initializer(), trainable=False)
        return tf.layers.dense(x, 3) * tf.cast(n + 1, tf.float32)


def forward(x):
    return net(x)

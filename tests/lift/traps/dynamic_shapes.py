import tensorflow as tf


def net(x, table):
    with tf.variable_scope("net"):
        n = tf.shape(x)[0]
        w = tf.get_variable("w", [x.shape[1], 4])
        y = tf.reshape(tf.matmul(x, w), [n, -1])
        v = tf.get_variable("v", [table.shape[0].value, 2])
        return tf.matmul(y, tf.matmul(table, v))


def forward(x):
    return net(x, tf.ones([4, 4]))

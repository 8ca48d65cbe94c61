import tensorflow as tf


def last(x, units):
    with tf.variable_scope("last", reuse=tf.AUTO_REUSE):
        width = x.get_shape().as_list()[-1]
        w = tf.get_variable("w", [width, units])
        y = tf.matmul(tf.reshape(x, [-1, width]), w)
        return tf.reshape(y, tf.concat([tf.shape(x)[:-1], [units]], 0))


def forward(x):
    a = last(tf.expand_dims(x, 1), 3)
    return last(x, 3) + tf.reduce_sum(a, 1)

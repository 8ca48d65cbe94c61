import tensorflow as tf


def plain(x):
    w = tf.Variable(tf.ones([3, 3]) * 0.5, name="w")
    return tf.matmul(x, w)


def forward(x):
    with tf.name_scope("outer"):
        a = plain(x)
        with tf.name_scope("inner"):
            b = plain(a) + tf.get_variable("b", [3])
    with tf.name_scope("outer"):
        return plain(b)

import tensorflow as tf


def proj(x, name):
    with tf.name_scope(name):
        w = tf.Variable(tf.ones([3, 3]), name="w")
        with tf.name_scope("in"):
            b = tf.Variable(tf.zeros([3]), name="b")
        return tf.matmul(x, w) + b


def forward(x):
    x = x + tf.get_variable("start", [3])
    return proj(proj(proj(x, "p"), "p"), "q")

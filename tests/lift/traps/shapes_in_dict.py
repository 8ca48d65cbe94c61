import tensorflow as tf


def table(x):
    n = x.get_shape().as_list()[-1]
    shapes = {"w": [n, 4], "b": [4]}
    with tf.variable_scope("table"):
        w = tf.get_variable("w", shapes["w"])
        b = tf.get_variable("b", shapes["b"], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def listed(x):
    shapes = [x.shape[1:], [x.shape[-1].value, 2]]
    with tf.variable_scope("listed"):
        b = tf.get_variable("b", shapes[0], initializer=tf.ones_initializer())
        w = tf.get_variable("w", shapes[-1])
        return tf.matmul(x + b, w)


def summed(x):
    n = x.get_shape().as_list()
    with tf.variable_scope("summed"):
        b = tf.get_variable("b", sum([n[1:], [2]], []), initializer=tf.ones_initializer())
        c = tf.get_variable("c", min(n[1:], [7, 7]), initializer=tf.ones_initializer())
        return tf.reduce_sum(b) * x + c


def forward(x):
    return listed(summed(table(x)))

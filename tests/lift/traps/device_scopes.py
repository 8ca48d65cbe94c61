import tensorflow as tf


def place(x, device):
    with tf.device(device), tf.variable_scope("place"):
        w = tf.get_variable("w", [3, 3])
        with tf.device(None):
            b = tf.get_variable("b", [3])
        with tf.colocate_with(w):
            y = tf.matmul(x, w)
        return y + b


def forward(x):
    return place(x, "/cpu:0")

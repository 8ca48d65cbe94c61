import tensorflow as tf


def tower(x, depth):
    for _ in range(depth):
        x = tf.layers.dense(x, 3)
    return x


def forward(x):
    with tf.variable_scope("net"):
        a = tower(x, 2)
    with tf.variable_scope("net", reuse=True):
        b = tower(x, 1)
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        c = tower(x, 3)
    return a + b + c

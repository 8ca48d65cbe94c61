import tensorflow as tf


def mlp(x, hidden=(3, 3)):
    for n in hidden:
        x = tf.layers.dense(x, n, activation=tf.tanh)
    return x


def policy(x, reuse=False):
    with tf.variable_scope("pi", reuse=reuse):
        h = mlp(x)
        return tf.layers.dense(h, 2)


def forward(x):
    a = policy(x)
    b = policy(2 * x, reuse=True)
    with tf.variable_scope("other"):
        c = policy(x)
        d = policy(3 * x, reuse=tf.AUTO_REUSE)
    return a + b - c + d

import tensorflow as tf


def mlp(x, sizes):
    for n in sizes:
        x = tf.layers.dense(x, n, activation=tf.tanh)
    return x


class Policy(object):
    def __init__(self, name, sizes, deep):
        self.name = name
        self.sizes = sizes
        self.deep = deep

    def __call__(self, x, reuse=False):
        with tf.variable_scope(self.name, reuse=reuse):
            h = mlp(x, self.sizes)
            if self.deep:
                h = mlp(h, self.sizes)
            return tf.layers.dense(h, 2)


def forward(x):
    a = Policy("a", [3, 3], False)
    b = Policy("b", [3, 2], True)
    return a(x) + b(x) + a(2 * x, reuse=True) + b(3 * x, True)

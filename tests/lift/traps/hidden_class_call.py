import tensorflow as tf


def norm(x, name="norm"):
    with tf.variable_scope(name):
        return x * tf.get_variable("g", [3])


class Net(object):
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        with tf.variable_scope("net"):
            return tf.layers.dense(x, self.n, name="d")


class Deep(Net):
    pass


def both(x):
    return Deep(3)(x)


def more(x, net):
    with tf.variable_scope("more"):
        return net(x)


NET = Net(3)


def last(x):
    with tf.variable_scope("last"):
        return NET(x)


def norm_all(x):
    with tf.variable_scope("all"):
        return norm(x)


def forward(x):
    return norm_all(last(more(both(x), Net(3))))

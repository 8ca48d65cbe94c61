import tensorflow as tf
from tensorflow.contrib import slim


class Base(object):
    def __init__(self, n):
        self.n = n
        self.kept_bn = {"decay": 0.9, "epsilon": 0.01, "updates_collections": None, "scale": True}


class Net(Base):
    def __init__(self, n, center):
        super(Net, self).__init__(n)
        self.own = dict(center=center, decay=0.8)
        self.changed = {"scale": True}
        if n > 2:
            self.changed["scale"] = False
        self.chosen = {"scale": True}
        if n > 2:
            self.chosen = {"scale": False}

    def build(self, x, is_training):
        with tf.variable_scope("net"):
            with slim.arg_scope([slim.batch_norm], is_training=is_training):
                with slim.arg_scope([slim.fully_connected], normalizer_fn=slim.batch_norm, normalizer_params=self.kept_bn):
                    x = slim.fully_connected(x, self.n, scope="a")
                    return slim.fully_connected(x, self.n, activation_fn=None, scope="b")

    def last(self, x):
        with tf.variable_scope("last"):
            return slim.fully_connected(x, self.n, normalizer_fn=slim.batch_norm, normalizer_params=self.own, scope="c")

    def more(self, x):
        with tf.variable_scope("more"):
            return slim.fully_connected(x, self.n, normalizer_fn=slim.batch_norm, normalizer_params=self.changed)

    def most(self, x):
        with tf.variable_scope("most"):
            return slim.fully_connected(x, self.n, normalizer_fn=slim.batch_norm, normalizer_params=self.chosen)


def forward(x):
    net = Net(3, False)
    x = net.last(net.build(x, False))
    return net.most(net.more(x))

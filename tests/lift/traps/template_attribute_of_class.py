import tensorflow as tf


class Base(object):
    units = 2
    kind = "base"

    def __init__(self):
        self.scope = self.kind

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            return self.make(x)

    def make(self, x):
        return tf.layers.dense(x, self.units, name="made")


class Other(Base):
    kind = "other"
    units = 3

    def make(self, x):
        return tf.layers.dense(x, self.units, name="first") + Base.make(self, x)


def forward(x):
    return Base()(Other()(x))

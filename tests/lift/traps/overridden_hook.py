import tensorflow as tf


class Base(object):
    def __init__(self, name):
        self.name = name

    def body(self, x):
        return tf.layers.dense(x, 3)

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return self.body(x)


class Deep(Base):
    def body(self, x):
        x = super(Deep, self).body(x)
        with tf.variable_scope("more"):
            return super(Deep, self).body(x)


def forward(x):
    return Deep("deep")(Base("base")(x))

import tensorflow as tf


def helper(model, x):
    with tf.variable_scope("helped"):
        return tf.layers.dense(x, model.units)


class Base(object):
    size = 2

    def __init__(self, units, deep):
        self.units = units
        self.deep = deep

    def encode(self, x):
        raise NotImplementedError

    def decode(self, x):
        return x

    def width(self):
        return self.units

    def build(self, x):
        with tf.variable_scope("net", initializer=tf.constant_initializer(0.1)):
            if self.deep:
                x = self.encode(x)
            x = tf.layers.dense(x, self.width() * self.size, name="middle")
            return self.decode(x) if self.deep else tf.layers.dense(x, 3, name="flat")


class Handing(Base):
    size = 3

    def encode(self, x):
        return helper(self, x)

    def decode(self, x):
        return tf.layers.dense(x, 3)


class Plain(Base):
    def encode(self, x):
        w = tf.get_variable("w", [x.shape[-1].value, self.units])
        return tf.matmul(x, w)

    def width(self):
        return self.units + 1

    def decode(self, x):
        return tf.layers.dense(x, 3, use_bias=False)


def forward(x):
    with tf.variable_scope("a"):
        y = Handing(4, True).build(x)
    with tf.variable_scope("b"):
        y += Plain(4, True).build(x)
    with tf.variable_scope("c"):
        y += Plain(4, False).build(x)
    return y

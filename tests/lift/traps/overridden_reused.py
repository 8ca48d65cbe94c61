import tensorflow as tf


class Base(object):
    def __init__(self, units, scope):
        self.units = units
        self.scope = scope

    def block(self, x, i):
        with tf.variable_scope("block_%d" % i):
            return tf.layers.dense(x, self.units, tf.tanh)

    def build(self, x, depth, reuse=False):
        with tf.variable_scope(self.scope, reuse=reuse):
            for i in range(depth):
                x = self.block(x, i)
            w = tf.get_variable("w", [self.units, 3])
            return tf.matmul(x, w)

    def tied(self, x):
        with tf.variable_scope("tied", reuse=tf.AUTO_REUSE):
            y = self.block(x, 0)
            return self.block(y, 0) + tf.layers.dense(y, self.units, name="own")


class Below(Base):
    def block(self, x, i):
        with tf.variable_scope("below_%d" % i):
            w = tf.get_variable("w", [x.shape[-1].value, self.units])
            b = tf.get_variable("b", [self.units])
            return tf.nn.relu(tf.matmul(x, w) + b)


def forward(x):
    one, two = Base(4, "one"), Below(4, "two")
    y = one.build(x, 2) + one.build(-x, 2, reuse=True)
    y += two.build(x, 3) + two.build(-x, 2, reuse=True)
    z = x[:, :3]
    z = tf.concat([z, z[:, :1]], 1)
    return y + tf.reduce_sum(one.tied(z) + two.tied(z))

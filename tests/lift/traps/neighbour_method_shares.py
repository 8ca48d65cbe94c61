import tensorflow as tf


class Model:
    def __init__(self):
        self.reuse = False

    def part(self, x):
        with tf.variable_scope("part", reuse=self.reuse):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.reuse = True
        return x

    def shared(self, x):
        with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return x

    def build(self, x):
        with tf.variable_scope("net"):
            h = tf.layers.dense(x, 3, name="d")
            h = self.part(h)
            h = tf.layers.dense(h, 3, name="e")
            return self.part(h)

    def both(self, x):
        with tf.variable_scope("both"):
            h = tf.layers.dense(x, 3, name="d")
            h = self.shared(h)
            h = tf.layers.dense(h, 3, name="e")
            return self.shared(h)

    def outside(self, x):
        with tf.variable_scope("both"):
            return self.shared(x)


def forward(x):
    model = Model()
    return model.build(x) + model.both(x) + model.outside(x)

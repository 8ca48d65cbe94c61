import tensorflow as tf


class Model:
    def __init__(self, n, scale):
        self.n = n
        self.scale = scale

    def part(self, x, scope="part"):
        with tf.variable_scope(scope):
            i = 0
            while i < self.n:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return self.scaled(x)

    def scaled(self, x):
        return x * self.scale

    def build(self, x, scope):
        with tf.variable_scope(scope):
            h = tf.layers.dense(x, 3, name="part_1")
            h = self.part(h)
            h = tf.layers.dense(h, 3, name="last")
            return self.part(h, "again")


def forward(x):
    model = Model(2, 0.5)
    return model.build(x, "a") + model.build(x, "b") + model.part(x)

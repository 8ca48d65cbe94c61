import tensorflow as tf


class Model:
    def part(self, x):
        with tf.variable_scope("part"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return x

    def build(self, x, scope):
        with tf.variable_scope(scope):
            h = tf.layers.dense(x, 3, name="d")
            h = self.part(h)
            return tf.layers.dense(h, 3, name="e")


class Other(Model):
    def part(self, x):
        with tf.variable_scope("other"):
            i = 0
            while i < 2:
                x = x + tf.get_variable("b%d" % i, [3])
                i += 1
        return x


def forward(x):
    return Model().build(x, "a") + Other().build(x, "b")

import tensorflow as tf


class Scaled:
    def __init__(self, x):
        self.x = x
        self.again = False
        with tf.variable_scope("scaled"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x

    @property
    def moved(self):
        with tf.variable_scope("moved", reuse=self.again):
            self.again = True
            return self.out + tf.get_variable("b", [3])

    def more(self):
        with tf.variable_scope("more"):
            return self.x + tf.get_variable("b", [3])


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        h = tf.layers.dense(s.out + s.moved, 3, name="e")
        return h + s.moved + s.more()


def forward(x):
    return host(x, "a") + host(x, "b")

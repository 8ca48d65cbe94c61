import tensorflow as tf


class Tower(object):
    def __init__(self, x, depth, units):
        self.names = []
        with tf.variable_scope("tower"):
            for i in range(depth):
                with tf.variable_scope("level_%d" % i):
                    self.level = tf.get_variable_scope().name
                    x = tf.layers.dense(x, units, tf.tanh, name="a")
                self.names.append(self.level)
            self.scope = tf.get_variable_scope().name
            self.out = tf.layers.dense(x, 3, name="out")
        with tf.variable_scope(self.scope, reuse=True):
            with tf.variable_scope("level_1"):
                self.again = tf.layers.dense(x, units, tf.tanh, name="a")


class Chosen(object):
    def __init__(self, x, wide):
        with tf.variable_scope("chosen"):
            if wide:
                self.scope = tf.get_variable_scope().name
                self.out = tf.layers.dense(x, 8)
            else:
                self.out = tf.layers.dense(x, 3)
                self.scope = tf.get_variable_scope().original_name_scope


def forward(x):
    t = Tower(x, 3, 4)
    assert t.names == ["tower/level_0", "tower/level_1", "tower/level_2"] and t.scope == "tower"
    with tf.variable_scope("w"):
        c = Chosen(x, True)
    assert c.scope == "w/chosen"
    return tf.concat([t.out, t.again, c.out], 1)

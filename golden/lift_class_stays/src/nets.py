import tensorflow as tf



class Renamed(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return tf.layers.dense(x, 3, name="fc")


class Passed(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            return x * tf.get_variable("w", [3])


class Base(object):
    def __init__(self, name, factor=1.0):
        self.name = name
        self.factor = factor

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return self.factor * x * tf.get_variable("w", [3])


class Derived(Base):
    def __call__(self, x):
        with tf.variable_scope(self.name + "_derived"):
            return self.factor * tf.layers.dense(x, 3, name="fc")


class Unnamed(object):
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        return tf.layers.dense(x, self.units)


class Counted(object):
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        with tf.variable_scope(None, default_name="counted"):
            return tf.layers.dense(x, self.units, name="fc")


class Keeps(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            self.hidden = tf.layers.dense(x, 3, name="fc")
            return tf.nn.relu(self.hidden)


class Stack(object):
    def __init__(self, name):
        self.name = name

    def layer(self, x, name):
        return tf.layers.dense(x, 3, name=name)

    def __call__(self, x):
        with tf.variable_scope(self.name):
            return self.layer(self.layer(x, "a"), "b")


class Wide(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, units):
        with tf.variable_scope(self.name):
            return tf.matmul(x, tf.get_variable("w", [3, units]))


class Prefix(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            y = x * tf.get_variable("w", [3])
        self.weights = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
        return y


class Middle(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, reuse=None, scale=1.0):
        with tf.variable_scope(self.name, reuse=reuse):
            return scale * x * tf.get_variable("w", [3])

"""Classes whose constructors make variables, and which stay as they are."""
import tensorflow as tf


class Eager(object):
    """Computes with its variable at once."""

    def __init__(self, size):
        self.scale = tf.get_variable("eager_scale", [size])
        self.double = self.scale * 2.0


class Table(object):
    """Is used as a value."""

    def __init__(self, size):
        self.table = tf.get_variable("table", [size])


class Late(object):
    """Sets an attribute before its name."""

    def __init__(self, name, size):
        self.size = size
        self.name = name
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [size])


class Holder(object):
    """A method makes a variable, too."""

    def __init__(self, size):
        self.size = size
        self.first = tf.get_variable("first", [size])

    def more(self):
        return tf.get_variable("more", [self.size])


class Root(object):
    def __init__(self, size):
        self.root = tf.get_variable("root", [size])


class Branch(Root):
    """So does what it inherits from."""

    def __init__(self, size):
        super(Branch, self).__init__(size)
        self.branch = tf.get_variable("branch", [size])


class Losses(object):
    """Keras uses this attribute, which others read."""

    def __init__(self, size):
        self.losses = tf.get_variable("losses", [size])


class Counted(object):
    def __init__(self, size):
        with tf.variable_scope(None, "counted"):
            self.w = tf.get_variable("w", [size])


class Several(object):
    def __init__(self, size):
        with tf.variable_scope("left"):
            self.left = tf.get_variable("w", [size])
        with tf.variable_scope("right"):
            self.right = tf.get_variable("w", [size])


class Scheduled(object):
    """Makes more than variables."""

    def __init__(self, size):
        self.bias = tf.get_variable("scheduled", [size])
        self.layer = tf.layers.dense(tf.ones([1, 2]), size, name="scheduled_dense")


class Sized(object):
    def __init__(self, size):
        self.w = tf.get_variable("sized", [size])

    def __len__(self):
        return 0


class Slash(object):
    def __init__(self, name, size):
        self.name = name
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [size])

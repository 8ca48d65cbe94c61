"""Classes whose constructors make variables, and which stay as they are."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Eager(object):
    """Computes with its variable at once."""

    def __init__(self, size):
        self.scale = compat_scope.get_variable("eager_scale", [size])
        self.double = self.scale * 2.0


class Table(object):
    """Is used as a value."""

    def __init__(self, size):
        self.table = compat_scope.get_variable("table", [size])


class Late(object):
    """Sets an attribute before its name."""

    def __init__(self, name, size):
        self.size = size
        self.name = name
        with compat_scope.variable_scope(self.name):
            self.w = compat_scope.get_variable("w", [size])


class Holder(object):
    """A method makes a variable, too."""

    def __init__(self, size):
        self.size = size
        self.first = compat_scope.get_variable("first", [size])

    def more(self):
        return compat_scope.get_variable("more", [self.size])


class Root(object):
    def __init__(self, size):
        self.root = compat_scope.get_variable("root", [size])


class Branch(Root):
    """So does what it inherits from."""

    def __init__(self, size):
        super(Branch, self).__init__(size)
        self.branch = compat_scope.get_variable("branch", [size])


class Losses(object):
    """Keras uses this attribute, which others read."""

    def __init__(self, size):
        self.losses = compat_scope.get_variable("losses", [size])


class Counted(object):
    def __init__(self, size):
        with compat_scope.variable_scope(None, "counted"):
            self.w = compat_scope.get_variable("w", [size])


class Several(object):
    def __init__(self, size):
        with compat_scope.variable_scope("left"):
            self.left = compat_scope.get_variable("w", [size])
        with compat_scope.variable_scope("right"):
            self.right = compat_scope.get_variable("w", [size])


class ScheduledLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size
        self.scheduled_dense = keras.layers.Dense(size, name="scheduled_dense")

    def build(self):
        self.scheduled = self.add_weight(
            name="scheduled", shape=[self.size], initializer="glorot_uniform"
        )

    def call(self, inputs=None):
        layer = self.scheduled_dense(tf.ones([1, 2]))
        return {"bias": self.scheduled.value, "layer": layer}


class Scheduled(object):
    """Makes more than variables."""

    def __init__(self, size):
        outputs = compat_scope.get_layer(ScheduledLayer, size)()
        self.bias = outputs["bias"]
        self.layer = outputs["layer"]


class Sized(object):
    def __init__(self, size):
        self.w = compat_scope.get_variable("sized", [size])

    def __len__(self):
        return 0


class Slash(object):
    def __init__(self, name, size):
        self.name = name
        with compat_scope.variable_scope(self.name):
            self.w = compat_scope.get_variable("w", [size])

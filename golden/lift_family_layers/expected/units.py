import tensorflow as tf
import keras

from makers import *

# How many units of each kind there are; names are made of it.
_COUNTS = {}


def next_number(kind=""):
    """The number of the next unit of a kind."""
    if kind not in _COUNTS:
        _COUNTS[kind] = 1
        return 1
    _COUNTS[kind] += 1
    return _COUNTS[kind]


def start_over():
    """For a new graph."""
    _COUNTS.clear()


class Unit(keras.layers.Layer):
    """Base of the units.

    Subclasses say in `_apply` what they compute.
    """

    def __init__(self, **kwargs):
        for key in kwargs.keys():
            assert key in {"name", "verbose"}, "unknown argument: " + key
        name = kwargs.get("name")
        if not name:
            kind = self.__class__.__name__.lower()
            name = kind + "_" + str(next_number(kind))
        super().__init__(name=name)
        self.vars = {}
        self.verbose = kwargs.get("verbose", False)

    @classmethod
    def from_config(cls, config):
        own = {k: v for k, v in config.items() if k not in ("trainable", "dtype")}
        return cls(**own)

    def _apply(self, inputs):
        return inputs

    def call(self, inputs):
        with tf.name_scope(self.name):
            return self._apply(inputs)

    def describe(self):
        return "%s: %s" % (self.name, ", ".join(sorted(self.vars)))


class Affine(Unit):
    """x W + b"""

    tf1_name_scoped = True  # made by `tf.Variable`: named by name scopes

    def __init__(self, width_in, width_out, act=tf.nn.relu, bias=False, **kwargs):
        super().__init__(**kwargs)

        self.act = act
        self.bias = bias

        self.tf1_scope = self.name + "_vars"
        self.vars["weights"] = fan_uniform(
            self, [width_in, width_out], name="weights"
        ).value
        # only where asked for
        if self.bias:
            self.vars["bias"] = zero_vector(self, [width_out], name="bias").value

        if self.verbose:
            print(self.describe())

    def _apply(self, inputs):
        output = tf.matmul(inputs, self.vars["weights"])
        if self.bias:
            output += self.vars["bias"]
        return self.act(output)


class Mixture(Unit):
    """A sum over several supports."""

    tf1_name_scoped = True  # made by `tf.Variable`: named by name scopes

    def __init__(self, width_in, width_out, settings, act=tf.nn.relu, **kwargs):
        super().__init__(**kwargs)
        self.act = act
        self.supports = settings["supports"]

        self.tf1_scope = self.name + "_vars"
        for i in range(len(self.supports)):
            self.vars["weights_" + str(i)] = fan_uniform(
                self, [width_in, width_out], name="weights_" + str(i)
            ).value

    def _apply(self, inputs):
        # one product per support
        parts = []
        for i in range(len(self.supports)):
            parts.append(
                tf.matmul(
                    self.supports[i], tf.matmul(inputs, self.vars["weights_" + str(i)])
                )
            )
        return self.act(tf.add_n(parts))


class Linear(Affine):
    def __init__(self, width_in, width_out, **kwargs):
        super().__init__(width_in, width_out, act=lambda x: x, bias=True, **kwargs)

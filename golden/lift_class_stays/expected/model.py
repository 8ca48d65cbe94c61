import keras

import nets
from migrate import compat_scope


def make(cls, name):
    return cls(name)


class Head(keras.layers.Layer):
    def __init__(self, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.bias = self.add_weight(
            name="bias", shape=[3], initializer="glorot_uniform"
        )

    def call(self, x):
        with compat_scope.hosting(self):
            return nets.Keeps("inside")(x) + self.bias


def run(x, units):
    first = nets.Renamed("first")
    first.name = "renamed"
    passed = make(nets.Passed, "passed")
    base, derived = compat_scope.new_layer(
        nets.Base, "base", 2.0
    ), compat_scope.new_layer(nets.Derived, "base", 0.5)
    unnamed, counted = nets.Unnamed(units), nets.Counted(units)
    keeps = nets.Keeps("keeps")
    kept = keeps(x)
    prefix, longer = nets.Prefix("net"), nets.Prefix("network")
    outputs = [first(x), passed(x) + passed(x), base(x) + derived(x), unnamed(unnamed(x)), counted(counted(x)),
               kept + keeps.hidden, nets.Stack("stack")(x), nets.Wide("wide")(x, 3), prefix(x) + longer(x)]
    middle = nets.Middle("middle")
    outputs += [
        middle(x, None, 2.0) + middle(x, True, 0.5),
        compat_scope.get_layer(Head, name="head")(x),
    ]
    prefix(x)
    return {"outputs": outputs, "named": [compat_scope.op_name(v) for v in prefix.weights]}

import tensorflow as tf
from migrate import compat_scope

from parts import Dense, Norm, Policy, Shared, Value


class Tower(object):
    """Holds objects; makes no variables of its own."""

    def __init__(self, units):
        self.norm = compat_scope.new_layer(Norm, name="bn")
        self.dense = compat_scope.new_layer(Dense, "dense", units, losses=3)
        self.shared = compat_scope.new_layer(Shared, reuse=compat_scope.AUTO_REUSE)

    def build(self, x, reuse=False):
        with compat_scope.variable_scope("tower") as scope:
            if reuse:
                scope.reuse_variables()
            h = self.norm(self.dense(x), train=False)
        return self.shared(h)


def apply_twice(layer, x):
    return layer(layer(x))


def towers(x, y, units):
    tower = Tower(units)
    left, right = tower.build(x), tower.build(y, reuse=True)
    tower.norm.momentum
    with compat_scope.variable_scope("other"):
        third = tower.norm(left, train=False)
        fourth = compat_scope.new_layer(Norm, name="bn2")(third, False)

    first = compat_scope.new_layer(Policy, units, reuse=compat_scope.AUTO_REUSE)
    # the same variables
    second = compat_scope.new_layer(Policy, units, reuse=compat_scope.AUTO_REUSE)
    actions = first(left) + second(right)
    inner = compat_scope.new_layer(
        Policy, units, name="inner", reuse=compat_scope.AUTO_REUSE
    )
    with compat_scope.variable_scope("scoped"):
        nested = inner(y)

    dense = compat_scope.new_layer(Dense, "pair", 4, kind=tf.float64)
    pair = dense(x) + dense(y, reuse=True) + dense(left, True)
    values = [
        compat_scope.new_layer(Value, depth=d, name="value%d" % d) for d in (1, 2)
    ]
    scores = [value(x) for value in values] + [value.embedding(y) for value in values]
    again = apply_twice(
        compat_scope.new_layer(Shared, reuse=compat_scope.AUTO_REUSE), y
    )
    return {
        "towers": [left, right, third, fourth], "actions": actions, "pair": pair, "scores": scores,
        "nested": nested, "again": again,
        "vars": [v.name for v in first.trainable_vars],
        "no_bias": [compat_scope.op_name(v) for v in second.all_vars],
        "elsewhere": [compat_scope.op_name(v) for v in inner.trainable_vars],
        "attributes": [dense.name, dense.output, dense.dtype.name, tower.dense.losses, values[1].depth],
    }

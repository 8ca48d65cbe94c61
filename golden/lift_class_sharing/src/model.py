import tensorflow as tf

from parts import Dense, Norm, Policy, Shared, Value


class Tower(object):
    """Holds objects; makes no variables of its own."""

    def __init__(self, units):
        self.norm = Norm(name="bn")
        self.dense = Dense("dense", units, losses=3)
        self.shared = Shared()

    def build(self, x, reuse=False):
        with tf.variable_scope("tower") as scope:
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
    with tf.variable_scope("other"):
        third = tower.norm(left, train=False)
        fourth = Norm(name="bn2")(third, False)

    first = Policy(units)
    second = Policy(units)  # the same variables
    actions = first(left) + second(right)
    inner = Policy(units, name="inner")
    with tf.variable_scope("scoped"):
        nested = inner(y)

    dense = Dense("pair", 4, kind=tf.float64)
    pair = dense(x) + dense(y, reuse=True) + dense(left, True)
    values = [Value(depth=d, name="value%d" % d) for d in (1, 2)]
    scores = [value(x) for value in values] + [value.embedding(y) for value in values]
    again = apply_twice(Shared(), y)
    return {
        "towers": [left, right, third, fourth], "actions": actions, "pair": pair, "scores": scores,
        "nested": nested, "again": again,
        "vars": [v.name for v in first.trainable_vars],
        "no_bias": [v.op.name for v in second.all_vars],
        "elsewhere": [v.op.name for v in inner.trainable_vars],
        "attributes": [dense.name, dense.output, dense.dtype.name, tower.dense.losses, values[1].depth],
    }

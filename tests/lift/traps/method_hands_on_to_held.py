import tensorflow as tf


def accepted(fn, **kwargs):
    names = fn.__code__.co_varnames[: fn.__code__.co_argcount]
    return fn(**{name: value for name, value in kwargs.items() if name in names})


def norm(inputs, name):
    with tf.variable_scope(name):
        return inputs * tf.get_variable("gamma", [inputs.shape[-1].value], initializer=tf.ones_initializer())


KINDS = {"norm": norm}


class Arch(object):
    def __init__(self, norm_fn):
        self._norm_fn = norm_fn

    def norm(self, inputs, **kwargs):
        if self._norm_fn is None:
            return inputs
        args = kwargs.copy()
        args["inputs"] = inputs
        return accepted(self._norm_fn, **args)

    def apply(self, x):
        x = Block("one", 3, norm=self.norm).apply(x)
        return Block("two", 3, norm=self.norm).apply(x)


class Block(object):
    def __init__(self, name, units, norm=None):
        self._name = name
        self._units = units
        self.norm = norm

    def apply(self, x):
        with tf.variable_scope(self._name, values=[x]):
            h = tf.layers.dense(x, self._units, name="fc")
            h = self.norm(h, z=None, training=False, name="bn1")
            return h * tf.get_variable("late", [3], initializer=tf.ones_initializer())


def forward(x):
    return Arch(KINDS["norm"]).apply(x)

"""Methods that build parts of a graph, in many shapes: prints names and values."""
from __future__ import print_function

import numpy as np
import tensorflow as tf

ONES = tf.ones_initializer()
HALF = 0.5


def dense(x, units, name):
    return tf.layers.dense(x, units, kernel_initializer=tf.constant_initializer(HALF), name=name)


def scaled(x, by=2.0):
    return x * by


class Rebound(object):
    """A setting that changes between two calls."""

    def __init__(self):
        self.factor = 1.0
        self.built = False

    def net(self, x):
        with tf.variable_scope("rebound", reuse=self.built):
            return dense(x, 2, "d") * self.factor

    def both(self, x):
        a = self.net(x)
        self.built = True
        self.factor = 3.0
        return a, self.net(x)


class Base(object):
    width = 2

    def __init__(self, scope):
        self.scope = scope

    def build(self, x):
        with tf.variable_scope(self.scope):
            self.hidden = self.body(x)
            return dense(self.hidden, 1, "out")

    def body(self, x):
        return dense(x, self.width, "body")

    def unchanged(self, x, name="unchanged"):
        with tf.variable_scope(self.scope + "_" + name):
            return dense(x, self.width, "d") + self.width


class Derived(Base):
    width = 3

    def body(self, x):
        return super(Derived, self).body(x) * 2.0 + dense(x, self.width, "derived")


class Chained(object):
    def __init__(self, units):
        self.units = units
        self.parts = {"a": 1.0, "b": 2.0}

    def net(self, x):
        with tf.variable_scope("chained") as scope:
            self.first = self.second = dense(x, self.units, "one")
            self.loss = tf.reduce_sum(self.first)
            self.loss += tf.reduce_sum(self.second) * self.parts["b"]
            self.outs = []
            for i in range(2):
                self.outs.append(dense(x, self.units, "more%d" % i))
            self.third, rest = tf.split(dense(x, 4, "pair"), 2, axis=1)
            total = tf.add_n([tf.reduce_sum(o) * self.parts[k] for o, k in zip(self.outs, "ab")])
        return total + tf.reduce_sum(rest)


class Branches(object):
    def __init__(self, deep, act=None, bias=1.0):
        self.deep = deep
        self.act = act
        self.bias = bias

    def net(self, x, twice=False):
        with tf.variable_scope("branches_%s" % self.deep):
            x = dense(x, 3, "a")
            if self.act is not None:
                x = self.act(x)
            if not self.deep:
                self.kind = "flat"
                return x + self.bias
            x = dense(x, 2, "b")
            self.kind, self.size = "deep", 2
            if twice:
                return x * 2.0
            return x


class Lambdas(object):
    def __init__(self, powers=(1, 2)):
        self.powers = powers
        self.base = 2.0

    def net(self, x):
        f = lambda t: t * self.base

        def g(t):
            return t + self.base

        with tf.variable_scope("lambdas"):
            return g(f(dense(x, 2, "d"))) + sum(float(p) for p in self.powers)


class Conditional(object):
    def __init__(self, extra):
        self.units = 2
        if extra:
            self.extra = extra

    def net(self, x, use_extra):
        y = dense(x, self.units, "conditional_%d" % use_extra)
        if use_extra:
            y = y + self.extra
        return y


class Keywords(object):
    def __init__(self):
        self._units = 2

    def net(self, x, a=1.0, *, scale, name="kw"):
        return self.part(x, name=name, scale=scale) * a

    def part(self, x, scale=1.0, name=None, more=()):
        with tf.variable_scope(name or "part"):
            y = dense(x, self._units, "d") * scale
            for k in more:
                y += k
            return y


class Tensor(object):
    def prepare(self, x):
        self.x = x
        self.mask = tf.cast(x > 0.5, tf.float32)
        self.count = 2

    def net(self):
        with tf.variable_scope("tensor"):
            return dense(self.x * self.mask, self.count, "d") + self.mask[:, :1]


class Recorder(object):
    """Counts in Python what it builds."""

    def __init__(self):
        self.made = []
        self.number = 0

    def layer(self, x):
        self.number += 1
        y = dense(x, 2, "layer_%d" % self.number)
        self.made.append(self.number)
        return y


def run(x):
    out = []
    out.extend(Rebound().both(x))
    base, derived = Base("base"), Derived("derived")
    out += [base.build(x), derived.build(x), derived.unchanged(x), derived.hidden, base.unchanged(x, "other")]
    chained = Chained(2)
    out += [chained.net(x), chained.loss, chained.outs[1], chained.third, chained.second]
    flat, deep = Branches(False), Branches(True, act=scaled)
    out += [flat.net(x), deep.net(x, twice=True)]
    print(flat.kind, deep.kind, deep.size, hasattr(flat, "size"))
    out.append(Lambdas().net(x))
    out += [Conditional(1.5).net(x, True), Conditional(None).net(x, False)]
    out += [Keywords().net(x, scale=2.0), Keywords().part((x), 3.0, more=[1.0])]
    tensor = Tensor()
    tensor.prepare(x)
    out.append(tensor.net())
    recorder = Recorder()
    out += [recorder.layer(x), recorder.layer(x)]
    print(recorder.made)
    return out


if __name__ == "__main__":
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    results = run(x)
    for v in tf.global_variables():
        print(v.name, v.shape.as_list())
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for r in sess.run(results, {x: np.arange(6).reshape(2, 3) / 4.0}):
            print(np.round(np.asarray(r, np.float64), 4).tolist())

"""Class models with objects, sharing, collections."""
from __future__ import print_function

import numpy as np
import tensorflow as tf


class Dense(object):
    def __init__(self, units, name, act=None, scale=1.0):
        self.units = units
        self.name = name
        self.act = act
        self.scale = scale

    def __call__(self, x):
        y = tf.layers.dense(x, self.units, kernel_initializer=tf.constant_initializer(0.25 * self.scale), name=self.name)
        return y if self.act is None else self.act(y)


class Once(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, reuse=False):
        with tf.variable_scope(self.name, reuse=reuse):
            w = tf.get_variable("w", [x.shape[-1].value], initializer=tf.ones_initializer())
            return x * w


class Shared(object):
    def __init__(self, units, wd=0.5):
        self.units = units
        self.wd = wd
        self.a = Dense(units, "a", act=tf.nn.relu)
        self.b = Dense(2 * units, name="b", scale=2.0)
        self.once = Once("once")
        self.losses = []

    def encoder(self, x, reuse=None):
        with tf.variable_scope("encoder", reuse=reuse):
            return self.b(self.a(x))

    def decoder(self, x, reuse=False, is_training=True):
        with tf.variable_scope("decoder", reuse=reuse):
            h = self.a(x)
            h = tf.layers.batch_normalization(h, training=is_training, name="bn")
            return tf.layers.dense(h, 3, kernel_initializer=tf.constant_initializer(0.1),
                                   kernel_regularizer=tf.contrib.layers.l2_regularizer(self.wd), name="out")

    def decoder_test(self, x):
        with tf.variable_scope("decoder") as vs:
            vs.reuse_variables()
            h = self.a(x)
            h = tf.layers.batch_normalization(h, training=False, name="bn")
            return tf.layers.dense(h, 3, name="out")

    def gate(self, x):
        with tf.variable_scope("gate"):
            y = self.once(x)
            return tf.sigmoid(y) + self.once(x, reuse=True)

    def auto(self, x):
        with tf.variable_scope("auto", reuse=tf.AUTO_REUSE):
            return tf.layers.dense(x, self.units, kernel_initializer=tf.constant_initializer(0.2), name="d")

    def counted(self, x):
        y = tf.layers.dense(x, self.units, kernel_initializer=tf.constant_initializer(0.3))
        return tf.layers.dense(y, 1, kernel_initializer=tf.constant_initializer(0.3))

    def default(self, x):
        with tf.variable_scope(None, "block"):
            return tf.layers.dense(x, self.units, kernel_initializer=tf.constant_initializer(0.4), name="d")

    def everything(self, x):
        e = self.encoder(x)
        with tf.variable_scope("outer"):
            d = self.decoder(e)
            t = self.decoder_test(e)
        return e, d, t

    def loops(self, xs):
        out = []
        for i, x in enumerate(xs):
            out.append(self.encoder(x, reuse=True) * (i + 1))
        return out

    def fresh(self, x, k):
        w = tf.Variable(tf.ones([self.units, k]), name="fresh_w")
        return tf.matmul(x, w)


class Small(Shared):
    def __init__(self, units):
        super(Small, self).__init__(units, wd=0.1)
        self.one = 1

    def decoder(self, x, reuse=False, is_training=True):
        with tf.variable_scope("small_decoder", reuse=reuse):
            return tf.layers.dense(x, self.one, kernel_initializer=tf.constant_initializer(0.1), name="out")


def run(x):
    model = Shared(2)
    out = list(model.everything(x))
    out += [model.encoder(x * 2.0, reuse=True), model.gate(x), model.auto(x), model.auto(x + 1.0)]
    out += [model.counted(x), model.counted(x), model.default(x), model.default(x)]
    out += model.loops([x, x + 1.0])
    out.append(model.fresh(x[:, :2], 3))
    with tf.variable_scope("again"):
        out += [model.encoder(x), model.decoder(x, is_training=False), model.decoder(x, True, False)]
    small = Small(4)
    with tf.variable_scope("small"):
        out += [small.encoder(x), small.decoder(x), small.auto(x), Shared.auto(small, x)]
    return out


if __name__ == "__main__":
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    results = run(x)
    for v in tf.global_variables():
        print(v.name, v.shape.as_list(), v in tf.trainable_variables())
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    print(len(losses), len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)), [v.name for v in tf.trainable_variables("encoder")])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for r in sess.run(results + losses, {x: np.arange(6).reshape(2, 3) / 4.0}):
            print(np.round(np.asarray(r, np.float64), 3).tolist())

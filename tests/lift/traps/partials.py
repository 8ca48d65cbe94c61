import functools

import tensorflow as tf


def proj(x, units, name, act=None):
    with tf.variable_scope(name):
        x = tf.layers.dense(x, units)
        return act(x) if act is not None else x


small = functools.partial(proj, units=3, name="small")


def forward(x):
    big = functools.partial(proj, units=5, act=tf.nn.relu)
    x = big(x, name="big")
    x = small(x)
    return small(x, name="other")

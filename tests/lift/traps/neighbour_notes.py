import logging

import tensorflow as tf


def noted(v):
    if not tf.get_variable_scope().reuse:
        logging.info("summary of %s" % v.op.name)
        with tf.name_scope("summaries"):
            tf.summary.scalar("mean", tf.reduce_mean(v))


def counted(v, found):
    if not tf.get_variable_scope().reuse:
        found.append(v)


def weighed(v):
    if not tf.get_variable_scope().reuse:
        return tf.reduce_sum(v)
    return 0.5


def collected(v):
    if not tf.get_variable_scope().reuse:
        tf.add_to_collection("weighed_once", tf.reduce_sum(v))


def checked(v):
    assert not tf.get_variable_scope().reuse or v is not None


def noting(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            noted(w)
            x = x * w
            i += 1
        return x


def deciding(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            x = x * w + weighed(w)
            i += 1
        return x


def filling(x, scope, found):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            counted(w, found)
            checked(w)
            x = x * w
            i += 1
        return x


def adding(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            collected(w)
            x = x * w
            i += 1
        return x


def one(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return noting(tf.layers.dense(x, 3, name="d"), "s")


def two(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return deciding(tf.layers.dense(x, 3, name="d"), "s")


def three(x, scope, reuse=None):
    found = []
    with tf.variable_scope(scope, reuse=reuse):
        return filling(tf.layers.dense(x, 3, name="d"), "s", found) + float(len(found))


def four(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return adding(tf.layers.dense(x, 3, name="d"), "s")


def forward(x):
    before = len(tf.get_collection("weighed_once"))
    with tf.variable_scope("all"):
        y = one(x, "a") + one(2.0 * x, "a", reuse=True) + one(x, "b")
        y = y + two(x, "c") + two(2.0 * x, "c", reuse=True)
        y = y + three(x, "d") + three(2.0 * x, "d", reuse=True)
        y = y + four(x, "e") + four(2.0 * x, "e", reuse=True)
    return y + tf.add_n(tf.get_collection("weighed_once")[before:])

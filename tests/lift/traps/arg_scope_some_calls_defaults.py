import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope

GAIN = 2.0


@add_arg_scope
def changed(x, gain=GAIN, scope="changed"):
    with tf.variable_scope(scope):
        return x * gain * tf.get_variable("g", [3])


GAIN = 5.0
SEEN = []


@add_arg_scope
def counted(x, seen=SEEN, scope="counted"):
    """Its default is one list for all calls."""
    seen.append(1)
    with tf.variable_scope("%s_%d" % (scope, len(seen))):
        return x + tf.get_variable("g", [3])


def first(x, scope):
    with tf.variable_scope(scope):
        return changed(x) + changed(x, scope="more")


def second(x, scope):
    with tf.variable_scope(scope):
        return counted(x)


def by_module(x):
    with arg_scope([changed], gain=3.0):
        x = first(x, "a")
    return first(x, "c")


def by_list(x):
    with arg_scope([counted], seen=[]):
        x = second(x, "b")
    return second(x, "d") + second(x, "e")


def forward(x):
    del SEEN[:]
    with tf.variable_scope("net"):
        return by_list(by_module(x))

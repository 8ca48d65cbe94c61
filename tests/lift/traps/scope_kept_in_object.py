import tensorflow as tf


class State(object):
    pass


def first(x, state):
    with tf.variable_scope("first") as scope:
        state.scope = scope
        return tf.layers.dense(x, 3)


def second(x, state):
    with tf.variable_scope(state.scope, reuse=True):
        return tf.layers.dense(x, 3)


def forward(x):
    state = State()
    return second(first(x, state), state)

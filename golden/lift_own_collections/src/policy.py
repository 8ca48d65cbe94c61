"""What chooses the actions."""
import tensorflow as tf


def preferences(state, n_actions):
    with tf.variable_scope("preferences"):
        w = tf.get_variable("w", [state.shape[-1].value, n_actions], collections=["policy", tf.GraphKeys.GLOBAL_VARIABLES])
        b = tf.get_variable(
            "b", [n_actions], initializer=tf.zeros_initializer(), trainable=False, collections=["policy", "variables"])
        steps = [
            tf.get_variable("step_%d" % i, [n_actions], collections=["policy_steps", "variables"]) for i in range(2)
        ]
        return tf.nn.softmax(tf.matmul(state, w) + b + tf.add_n(steps))


def baseline(state):
    """What it keeps is no variable of the model: nothing saves it."""
    with tf.variable_scope("baseline"):
        w = tf.get_variable("w", [state.shape[-1].value, 1])
        kept = tf.get_variable(
            "kept", [1], initializer=tf.ones_initializer(), trainable=False,
            collections=["baselines", tf.GraphKeys.LOCAL_VARIABLES])
        return tf.matmul(state, w) + kept


def _variable(name, shape, initializer, decay=0.0, trainable=True):
    """A variable of the critics, for their own savers."""
    if decay > 0:
        regularizer = tf.contrib.layers.l2_regularizer(decay)
    else:
        regularizer = None
    collections = [tf.GraphKeys.GLOBAL_VARIABLES, "critics"]
    return tf.get_variable(
        name, shape=shape, initializer=initializer, regularizer=regularizer, trainable=trainable, collections=collections)


def _bias(n):
    bias = tf.get_variable("biases", [n], initializer=tf.zeros_initializer(), collections=["biases", "variables"])
    return bias


def critic(state, n_hidden):
    with tf.variable_scope("critic"):
        w = _variable("weights", [state.shape[-1].value, n_hidden], tf.truncated_normal_initializer(stddev=0.1), decay=0.01)
        scale = _variable("scale", [n_hidden], tf.ones_initializer(), trainable=False)
        return tf.tanh(tf.matmul(state, w) * scale + _bias(n_hidden))

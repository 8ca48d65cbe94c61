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

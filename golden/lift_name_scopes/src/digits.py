import math

import tensorflow as tf


def inference(images, hidden1_units, hidden2_units):
    """Two hidden layers and a linear one.

    Returns:
      The logits.
    """
    # Hidden 1
    with tf.name_scope("hidden1"):
        weights = tf.Variable(
            tf.truncated_normal([6, hidden1_units], stddev=1.0 / math.sqrt(6.0)), name="weights")
        biases = tf.Variable(tf.zeros([hidden1_units]), name="biases")
        hidden1 = tf.nn.relu(tf.matmul(images, weights) + biases)
    # Hidden 2
    with tf.name_scope("hidden2"):
        weights = tf.Variable(
            tf.truncated_normal([hidden1_units, hidden2_units], stddev=0.1), name="weights")
        biases = tf.Variable(tf.zeros([hidden2_units]), name="biases")
        hidden2 = tf.nn.relu(tf.matmul(hidden1, weights) + biases)
    # Linear
    with tf.name_scope("softmax_linear"):
        weights = tf.Variable(tf.truncated_normal([hidden2_units, 3], stddev=0.1), name="weights")
        biases = tf.Variable(tf.zeros([3]), name="biases")
        logits = tf.matmul(hidden2, weights) + biases
    return logits

import numpy as np

import nn as tf


def model(x, training, reuse=False):
    with tf.variable_scope("model", reuse=reuse):
        for i in range(3):
            x = tf.dense(x, 4, activation=np.tanh, name="layer_%d" % i)
            x = tf.batch_norm(x, training=training, name="bn_%d" % i)
        return tf.fully_connected(x, 2, name="out")


print(model(np.ones([2, 3]), True).shape, len(tf.trainable_variables()))

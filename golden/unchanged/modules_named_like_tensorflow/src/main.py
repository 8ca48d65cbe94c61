import tensorflow_utils as tf
from tensorflow_utils import contrib
from tensorflow_utils.layers import dropout


def network(rows):
    x = contrib.flatten(rows)
    x = tf.dense(x, 3, name="fc", reuse=True)
    x = tf.contrib.fully_connected(x, 2)
    return dropout(x, training=True)


print(network([[1, 2], [3]]))

import tensorflow as tf
from tensorflow.contrib.layers import *

x = tf.ones([2, 3])
y = fully_connected(x, 4, activation_fn=None, weights_initializer=xavier_initializer(), scope='fc')
z = flatten(tf.ones([2, 3, 2]))
print(y.name, z.shape, [v.name for v in tf.trainable_variables()])

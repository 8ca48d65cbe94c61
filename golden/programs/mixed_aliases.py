import tensorflow as tf, numpy as np
import tensorflow.contrib.layers as ly, tensorflow.contrib.rnn as r
from tensorflow.contrib.layers.python.layers import initializers
from tensorflow.contrib.framework.python.ops import arg_scope
from tensorflow.contrib.slim import conv2d, max_pool2d as mp

with arg_scope([conv2d], weights_initializer=initializers.xavier_initializer(uniform=False), padding='VALID'):
    x = conv2d(tf.zeros([1, 6, 6, 1]), 2, 3)
    x = mp(x, [2, 2])
    x = conv2d(x, 3, [2, 2], scope='last', activation_fn=None)
print(x.name, x.shape, [v.name for v in tf.trainable_variables()], r.BasicLSTMCell(2).state_size, ly.flatten(x).shape)

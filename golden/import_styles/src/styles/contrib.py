import tensorflow as tf
import tensorflow.contrib.layers as contrib_layers
import tensorflow.contrib.slim as slim
from tensorflow.contrib import layers as tfcl, rnn as contrib_rnn
from tensorflow.contrib.layers import fully_connected, xavier_initializer
from tensorflow.contrib.layers.python.layers import layers as private_layers
from tensorflow.python.ops import variable_scope as vs


def net(x):
    with vs.variable_scope("contrib"):
        x = contrib_layers.fully_connected(x, 3, activation_fn=None)
        x = slim.fully_connected(x, 3, scope="slim")
        x = tfcl.layer_norm(x, scope="ln")
        x = fully_connected(x, 3, weights_initializer=xavier_initializer(), scope="named")
        x = private_layers.flatten(x)
        cell = contrib_rnn.BasicRNNCell(3)
        x, _ = tf.nn.static_rnn(cell, [x, x], dtype=tf.float32)
        return x[-1]

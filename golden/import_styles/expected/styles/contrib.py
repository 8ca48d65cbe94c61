import tensorflow as tf
from migrate import compat_scope
from migrate.compat_scope.contrib import layers as contrib_layers
from migrate.compat_scope.contrib import slim
from migrate.compat_scope.contrib import layers as tfcl
from migrate.compat_scope.contrib import rnn as contrib_rnn
from migrate.compat_scope.contrib.layers import fully_connected
from migrate.compat_scope.contrib.layers import xavier_initializer


def net(x):
    with compat_scope.variable_scope("contrib"):
        x = contrib_layers.fully_connected(x, 3, activation_fn=None)
        x = slim.fully_connected(x, 3, scope="slim")
        x = tfcl.layer_norm(x, scope="ln")
        x = fully_connected(x, 3, weights_initializer=xavier_initializer(), scope="named")
        x = compat_scope.contrib.layers.flatten(x)
        cell = contrib_rnn.BasicRNNCell(3)
        x, _ = compat_scope.nn.static_rnn(cell, [x, x], dtype=tf.float32)
        return x[-1]

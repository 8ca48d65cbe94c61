import tensorflow as tf
from tensorflow.contrib import layers


def head(x, hiddens, actions, layer_norm=False):
    """Hidden layers, normalized or not."""
    with tf.variable_scope("head"):
        for hidden in hiddens:
            x = layers.fully_connected(x, num_outputs=hidden, activation_fn=None)
            if layer_norm:
                x = layers.layer_norm(x, center=True, scale=True)
            x = tf.nn.relu(x)
        return layers.fully_connected(x, num_outputs=actions, activation_fn=None)


def tower(x, depth, skip=True):
    with tf.variable_scope("tower"):
        for i in range(depth):
            if i > 0:
                x = tf.layers.dense(x, 4, name="mix_%d" % i)
            else:
                scale = tf.get_variable("scale", [4])
                x = x * scale
            if skip and i == 1:
                gate = tf.get_variable("gate_%d" % i, [4], initializer=tf.ones_initializer())
                x = x * tf.sigmoid(gate)
            x = tf.nn.elu(x)
        return x


def net(x):
    with tf.variable_scope("plain"):
        a = head(x, [5, 4], 4)
    with tf.variable_scope("normed"):
        b = head(x, [3, 4], 4, layer_norm=True)
    return tower(a + b, 3), tower_without(b)


def tower_without(x):
    with tf.variable_scope("without"):
        return tower(x, 2, skip=False)

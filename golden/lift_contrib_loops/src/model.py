import tensorflow as tf
from tensorflow.contrib import layers

CONVS = [(4, 3), (5, 3)]


def cnn(x, convs):
    with tf.variable_scope("cnn"):
        for depth, size in convs:
            # relu by default
            x = layers.convolution2d(x, depth, size)
        x = tf.layers.max_pooling2d(x, 2, 2)
        x = tf.layers.average_pooling2d(x, pool_size=[2, 2], strides=1, padding="same")
        return tf.layers.flatten(x)


def mlp(x, hidden=4, n=2, norm=True):
    with tf.variable_scope("mlp"):
        x = tf.layers.dense(x, 6, activation=tf.nn.tanh)
        for i in range(n):
            x = tf.layers.dense(x, hidden)
            x = layers.layer_norm(x, center=True, scale=True)
            x = tf.nn.relu(x)
        x = tf.layers.dropout(x, 0.3)
        return tf.layers.dense(x, 2)


def pairs(x, widths):
    with tf.variable_scope("pairs"):
        for width in widths:
            x = layers.fully_connected(x, width)
            y = layers.fully_connected(x, 3, activation_fn=None)
            x = tf.concat([x, y], 1)
        return layers.fully_connected(x, 2, activation_fn=None, scope="last")


def net(x):
    x = cnn(x, CONVS)
    return mlp(pairs(x, [5, 4]))

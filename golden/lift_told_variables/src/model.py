"""Networks of such layers."""
import tensorflow as tf

import stays
from pieces import add_layer, bias_variable, conv_layer, nn_layer, normalize, weight_variable


def regression(x):
    hidden = add_layer(x, 6, 5, activation_function=tf.nn.tanh)
    hidden = add_layer(hidden, 5, 4, tf.nn.relu)
    return add_layer(hidden, 4, 3)


def convolutions(images):
    h, weights_1 = conv_layer(images, 1, 3, 2)
    h, weights_2 = conv_layer(h, 2, 3, num_filters=4, use_pooling=False)
    flat = tf.reshape(h, [-1, 2 * 2 * 4])
    # The last layer has weights of the network's own
    w = weight_variable([16, 3])
    b = bias_variable([3])
    penalty = tf.nn.l2_loss(weights_1) + tf.nn.l2_loss(weights_2)
    return tf.matmul(flat, w) + b, penalty


def perceptron(x, scope='perceptron'):
    with tf.variable_scope(scope):
        hidden = nn_layer(x, 6, 5, 'layer1')
        return nn_layer(hidden, 5, 3, 'layer2', act=tf.identity)


def blocks(x):
    for_both = tf.layers.dense(x, 4, name='for_both')
    with tf.variable_scope('first'):
        left = normalize(for_both)
    with tf.variable_scope('second'):
        return normalize(left + for_both) + normalize(left, scope='other')


def model(x, images):
    with tf.variable_scope('regression'):
        a = regression(x)
    with tf.variable_scope('convolutions'):
        b, penalty = convolutions(images)
    c = perceptron(x)
    with tf.variable_scope('blocks'):
        d = blocks(x)
    return a, b, c, d, penalty, stays.all_of_them(x)

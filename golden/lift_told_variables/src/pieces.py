"""Layers by hand, as tutorials write them: weights without names, which TF1 counts wherever they are made."""
import tensorflow as tf


def weight_variable(shape):
    initial = tf.truncated_normal(shape, stddev=0.1)
    return tf.Variable(initial)


def bias_variable(shape):
    """Biases begin a little above zero."""
    initial = tf.constant(0.1, shape=shape)
    return tf.Variable(initial)


def add_layer(inputs, in_size, out_size, activation_function=None):
    """Its weights are counted on from those that are there already."""
    Weights = tf.Variable(tf.random_normal([in_size, out_size]))
    biases = tf.Variable(tf.zeros([1, out_size]), name='biases')
    outputs = tf.matmul(inputs, Weights) + biases
    if activation_function is not None:
        outputs = activation_function(outputs)
    return outputs


def conv_layer(input, num_input_channels, filter_size, num_filters, use_pooling=True):
    shape = [filter_size, filter_size, num_input_channels, num_filters]
    weights = weight_variable(shape=shape)
    biases = bias_variable([num_filters])

    layer = tf.nn.conv2d(input=input, filter=weights, strides=[1, 1, 1, 1], padding='SAME')
    layer += biases
    if use_pooling:
        layer = tf.nn.max_pool(value=layer, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')
    return tf.nn.relu(layer), weights


def nn_layer(input_tensor, input_dim, output_dim, layer_name, act=tf.nn.relu):
    """All its weights stand in a name scope, and each in one of its own."""
    with tf.name_scope(layer_name):
        with tf.name_scope('weights'):
            weights = weight_variable([input_dim, output_dim])
        with tf.name_scope('biases'):
            biases = bias_variable([output_dim])
        with tf.name_scope('Wx_plus_b'):
            preactivate = tf.matmul(input_tensor, weights) + biases
        return act(preactivate, name='activation')


def normalize(inputs, epsilon=1e-8, scope='ln', reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        params_shape = inputs.get_shape()[-1:]
        mean, variance = tf.nn.moments(inputs, [-1], keep_dims=True)
        beta = tf.Variable(tf.zeros(params_shape))
        gamma = tf.Variable(tf.ones(params_shape))
        normalized = (inputs - mean) / ((variance + epsilon) ** .5)
        return gamma * normalized + beta

"""A convolutional network whose variables have no names: TF1 counts them in each name scope."""
import tensorflow as tf


def weight_variable(shape):
    """A weight variable of a given shape."""
    initial = tf.truncated_normal(shape, stddev=0.1)
    return tf.Variable(initial)


def bias_variable(shape):
    """A bias variable, slightly positive to avoid dead neurons."""
    initial = tf.constant(0.1, shape=shape)
    return tf.Variable(initial)


def conv2d(x, W):
    return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding="SAME")


def deepnn(x, classes):
    # Reshape to use within a convolutional neural net.
    with tf.name_scope("reshape"):
        x_image = tf.reshape(x, [-1, 6, 6, 1])

    # First convolutional layer - maps one grayscale image to 4 feature maps.
    with tf.name_scope("conv1"):
        W_conv1 = weight_variable([3, 3, 1, 4])
        b_conv1 = bias_variable([4])
        h_conv1 = tf.nn.relu(conv2d(x_image, W_conv1) + b_conv1)

    with tf.name_scope("fc1"):
        W_fc1 = weight_variable([6 * 6 * 4, 5])
        b_fc1 = bias_variable([5])
        h_flat = tf.reshape(h_conv1, [-1, 6 * 6 * 4])
        h_fc1 = tf.nn.relu(tf.matmul(h_flat, W_fc1) + b_fc1)

    # Outside any scope: numbers of their own.
    W_fc2 = weight_variable([5, classes])
    b_fc2 = bias_variable([classes])
    return tf.matmul(h_fc1, W_fc2) + b_fc2


def calibrate(logits, classes):
    with tf.variable_scope("calibrate"):
        scale = tf.Variable(tf.ones([classes]))
        shift = tf.Variable(tf.zeros([classes]))
        bias = tf.get_variable("bias", [classes])
        return logits * scale + shift + bias


def normalize(x, epsilon=1e-8, scope="ln", reuse=None):
    """Layer normalization: each call has another name scope, `ln`, `ln_1`."""
    with tf.variable_scope(scope, reuse=reuse):
        params_shape = x.get_shape()[-1:]
        mean, variance = tf.nn.moments(x, [-1], keep_dims=True)
        beta = tf.Variable(tf.zeros(params_shape))
        gamma = tf.Variable(tf.ones(params_shape))
        return gamma * (x - mean) / ((variance + epsilon) ** 0.5) + beta


def soften(x, scope="soft"):
    with tf.variable_scope(scope):
        slope = tf.Variable(tf.fill(x.get_shape()[-1:], 0.5), name="slope")
        return tf.maximum(x, slope * x)


def encode(x, depth=2):
    """Blocks of two normalizations each, and one behind them."""
    for i in range(depth):
        with tf.variable_scope("block_%d" % i):
            h = tf.layers.dense(normalize(x), 4)
            h = soften(h)
            x = normalize(x + tf.layers.dense(h, 3))
    return normalize(x)


def residual(x):
    w = tf.Variable(tf.random_normal([3, 3]), name="w")
    return x + tf.matmul(x, w)


def refine(x):
    return tf.nn.relu(residual(x))


def forward(x, classes):
    logits = calibrate(deepnn(x, classes), classes)
    # `w`, then `w_1`: what names them is the order of the calls
    return refine(refine(encode(logits)))

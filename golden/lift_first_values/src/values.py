"""First values of weights as tutorials compute them: with NumPy, by helpers, by arithmetic on what is drawn."""
import numpy as np
import tensorflow as tf

import stays


def xavier_init(size):
    in_dim = size[0]
    stddev = 1.0 / tf.sqrt(in_dim / 2.0)
    return tf.random_normal(shape=size, stddev=stddev)


def glorot(shape):
    """Uniform, by the sizes on both sides."""
    bound = np.sqrt(6.0 / (shape[0] + shape[1]))
    return tf.random_uniform(shape, minval=-bound, maxval=bound)


def generator(z):
    # The variables of the generator
    w1 = tf.Variable(xavier_init([4, 5]), name='w1')
    b1 = tf.Variable(tf.zeros(shape=[5]) + 0.1, name='b1')
    w2 = tf.Variable(xavier_init([5, 3]), name='w2')
    b2 = tf.Variable(-0.5 * tf.ones([3]), name='b2')
    hidden = tf.nn.relu(tf.matmul(z, w1) + b1)
    return tf.nn.sigmoid(tf.matmul(hidden, w2) + b2)


def dense(x, units, scope):
    n_in = x.get_shape()[-1].value
    with tf.variable_scope(scope):
        w = tf.get_variable('w', initializer=glorot([n_in, units]))
        b = tf.get_variable('b', initializer=tf.zeros([units]))
        return tf.nn.tanh(tf.matmul(x, w) + b)


def numpy_dense(x, n_in, n_out, scope):
    scale = np.sqrt(2.0 / (n_in + n_out))
    init = np.random.uniform(-0.1, 0.1, size=(n_in, n_out)).astype(np.float32)
    with tf.variable_scope(scope):
        w = tf.get_variable('w', initializer=init)
        u = tf.Variable(np.random.normal(loc=0, scale=scale, size=(n_in, n_out)), dtype=np.float32, name='u')
        v = tf.Variable(np.random.randn(n_out, n_out).astype('float32'), name='v')
        return tf.matmul(tf.matmul(x, w) + tf.matmul(x, u), v)


def mixing(x, n, scope='mixing'):
    with tf.variable_scope(scope):
        turn = tf.get_variable('turn', initializer=tf.eye(n))
        small = tf.get_variable('small', initializer=tf.random_normal([n, n], stddev=0.5) * 0.01)
        narrow = tf.get_variable('narrow', initializer=tf.truncated_normal([n, n]) / np.sqrt(n))
        offset = tf.Variable(np.array([0.5, -0.5, 0.25], np.float32), trainable=False, name='offset')
        return tf.matmul(x, turn + small) + tf.matmul(x, narrow) + offset


def model(z, x):
    image = generator(z)
    h = dense(dense(x, 5, 'first'), 4, 'second')
    h = numpy_dense(h, 4, 3, 'third')
    h = mixing(h, 3)
    return image, h, stays.all_of_them(h)

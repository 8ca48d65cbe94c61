import tensorflow as tf


def norm(x, scope="ln", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        g = tf.Variable(tf.ones([3]))
        return g * x


def forward(x):
    x = tf.layers.dense(x, 3)
    return norm(tf.nn.relu(norm(x)), reuse=True)

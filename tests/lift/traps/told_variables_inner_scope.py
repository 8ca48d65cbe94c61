import tensorflow as tf


def normal(x, scope="ln"):
    with tf.variable_scope(scope):
        beta = tf.Variable(tf.zeros([3]))
        gamma = tf.Variable(tf.ones([3]), name="gamma")
        return x * gamma + beta


def block(x, name):
    with tf.variable_scope(name):
        x = normal(x)
        return normal(x, "ln_1") + normal(x, scope="ln")


def forward(x):
    x = x + tf.get_variable("start", [3])
    return block(block(x, "one"), "two")

import tensorflow as tf


class Block(object):
    def __init__(self, name):
        with tf.variable_scope(name) as self.scope:
            self.kernel = tf.get_variable("kernel", [3, 3])

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            # joins `kernel` under the scope captured above
            bias = tf.get_variable("bias", [3], initializer=tf.zeros_initializer())
            return tf.matmul(x, self.kernel) + bias

    def again(self, x):
        with tf.variable_scope(self.scope, reuse=True):
            return tf.matmul(x, tf.get_variable("kernel", [3, 3]))


def helper(x):
    with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):
        return x * tf.get_variable("gain", [3])


def forward(x):
    block = Block("block")
    with tf.variable_scope("outer"):
        y = block(x)
        y = helper(y)
        with tf.variable_scope("inner") as inner:
            y = helper(y)
        y = helper(y)
    z = block.again(y)
    with tf.variable_scope(inner, reuse=True):
        z = z + tf.get_variable("gain", [3])
    with tf.variable_scope(inner, auxiliary_name_scope=False):
        with tf.name_scope(inner.original_name_scope):
            extra = tf.Variable(tf.ones([3]), name="extra")
    return z + extra, inner.name

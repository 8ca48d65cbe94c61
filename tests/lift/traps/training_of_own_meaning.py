import tensorflow as tf
def scaled(x, training):
    with tf.variable_scope("scaled"):
        x = tf.layers.dense(x, 3)
        return x * (3.0 if training else 0.5)

def outer(x, training=True):
    with tf.variable_scope("outer"):
        return scaled(x, False) + helper(x)

def helper(x, training=None):
    with tf.variable_scope("helper"):
        w = tf.get_variable("w", [3, 3])
        if training is None:
            return tf.matmul(x, w)
        return tf.matmul(x, w) * 7.0

def forward(x):
    return outer(x)

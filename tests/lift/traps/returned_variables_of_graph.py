import tensorflow as tf


def pair(x, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w), w


def both(x):
    a, wa = pair(x, "a")
    b, wb = pair(x, "b")
    mean = 0.5 * wa + wb * 0.5 - (-wa) / 3.0
    return a + tf.matmul(b, mean) + wa[0]


# graph only
def forward(x):
    y = both(x)
    return y + tf.gradients(y, [x])[0]

import tensorflow as tf


def pair(x, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w), w


# graph only
def forward(x):
    a, wa = pair(x, "a")
    b, wb = pair(x, "b")
    copy = tf.assign(wb, 0.5 * wa + 0.5 * wb)
    with tf.control_dependencies([copy]):
        return a + tf.matmul(x, copy)

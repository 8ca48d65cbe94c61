import tensorflow as tf


def counted(x):
    with tf.variable_scope("counted"):
        n = tf.get_variable("n", [], initializer=tf.zeros_initializer(), trainable=False)
        w = tf.get_variable("w", [3, 3])
        with tf.control_dependencies([tf.assign_add(n, 1.0)]):
            y = tf.matmul(x, w) * tf.identity(n)
        return y


# graph only
def forward(x):
    return counted(x)

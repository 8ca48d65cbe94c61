import tensorflow as tf

exec("WIDTH = 4")


def head(x):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [3, WIDTH])
        return tf.matmul(x, w)


def forward(x):
    globals()["WIDTH"] = 2
    return head(x)

import tensorflow as tf

FIRST = True


def encode(x, name):
    global FIRST
    with tf.variable_scope(name, reuse=not FIRST):
        FIRST = False
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w)


# graph only
def forward(x):
    return encode(encode(x, "enc"), "enc")

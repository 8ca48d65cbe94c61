import tensorflow as tf


def encoder(x, depth):
    with tf.variable_scope("encoder", reuse=tf.AUTO_REUSE):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="even_%d" % (2 * i))
            x = x + tf.layers.dense(x, 3, name="even_{}".format(2 * i + 1))
        for i in range(depth):
            y = tf.layers.dense(x, 3, name=f"next_{i}")
            x = x + y * tf.layers.dense(x, 3, name=f"next_{i + 1}")  # of the next turn
        return x


def forward(x):
    return encoder(x, 2) + encoder(x * 2.0, 2)

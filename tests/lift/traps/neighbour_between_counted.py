import tensorflow as tf


def stays(x):
    i = 0
    while i < 2:
        x = tf.layers.dense(x, 3)
        i += 1
    return x


def host(x):
    with tf.variable_scope("host"):
        h = tf.layers.dense(x, 3, name="named")
        h = tf.layers.dense(h, 3)
        h = stays(h)
        return tf.layers.dense(h, 3)


def forward(x):
    return host(x)

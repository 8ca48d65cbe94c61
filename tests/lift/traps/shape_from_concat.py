import tensorflow as tf


def grow(x):
    with tf.variable_scope("grow"):
        for i in range(3):
            w = tf.get_variable("w_%d" % i, [x.shape[-1].value, 2])
            x = tf.concat([x, tf.matmul(x, w)], axis=-1)
        return x


def forward(x):
    return grow(x)

import tensorflow as tf


SIZES = [3, 4]


def net(x, sizes=SIZES):
    for i, size in enumerate(sizes):
        with tf.variable_scope("l%d" % i):
            x = tf.layers.dense(x, size)
    return x


def forward(x):
    del SIZES[2:]
    SIZES.append(2)
    x = net(x)
    del SIZES[2:]
    return x

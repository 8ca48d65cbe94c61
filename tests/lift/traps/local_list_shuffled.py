import tensorflow as tf


def widen(sizes):
    for i in range(len(sizes)):
        sizes[i] += 1


def net(x):
    sizes = [2, 3]
    widen(sizes)
    with tf.variable_scope("net"):
        for i, size in enumerate(sizes):
            x = tf.layers.dense(x, size, name="l%d" % i)
        return x


def forward(x):
    return net(x)

import tensorflow as tf


def makers(n):
    return [lambda x: block(x, i) for i in range(n)]


def block(x, i):
    with tf.variable_scope("block_%d" % i, reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 3, name="d")


def maker(size):
    def network(x):
        with tf.variable_scope("net_%d" % (size + len(x.shape)), reuse=tf.AUTO_REUSE):
            return tf.layers.dense(x, size, name="d")

    return network


def forward(x):
    for one in makers(2):
        x = one(x)
    nets = [maker(size) for size in (3, 4)]
    for net in nets:
        x = net(x)
    return x

import tensorflow as tf


def head(x, sizes):
    with tf.variable_scope("head"):
        for i, units in enumerate(sizes):
            x = tf.layers.dense(x, units, name="fc%d" % i)
        return x


def net(x):
    sizes = [4, 5]
    more = sizes
    more.append(3)
    with tf.variable_scope("a"):
        x = head(x, sizes)
    more.pop(0)
    with tf.variable_scope("b"):
        return head(x, sizes)


def forward(x):
    return net(x)

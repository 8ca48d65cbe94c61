import tensorflow as tf


def head(x, sizes):
    with tf.variable_scope("head"):
        for i, units in enumerate(sizes):
            x = tf.layers.dense(x, units, name="fc%d" % i)
        return x


def net(x):
    table = {"sizes": [4, 5]}
    with tf.variable_scope("a"):
        x = head(x, table["sizes"])
    table["sizes"].append(3)
    with tf.variable_scope("b"):
        return head(x, table["sizes"])


def forward(x):
    return net(x)

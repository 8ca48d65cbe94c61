import tensorflow as tf


def net(x, sizes):
    outs = []
    with tf.variable_scope("net"):
        for i, size in enumerate(sizes):
            outs += [tf.layers.dense(x, size, name="o%d" % i)]
            sizes = sizes + [1]
        outs.append(tf.layers.dense(x, len(sizes), name="n"))
        return tf.concat(outs, 1)


def forward(x):
    return net(x, [2, 3])

import tensorflow as tf


def stack(x, sizes, names):
    with tf.variable_scope("stack"):
        for i in reversed(range(2)):
            x = tf.layers.dense(x, 3, name="r%d" % i)
        for i, (size, name) in enumerate(zip(sizes, names), 1):
            x = tf.layers.dense(x, size, name="%02d_%s" % (i, name))
        for i in range(len(sizes) - 1, -1, -1):
            x = tf.layers.dense(x, sizes[i], name="down{}".format(i + 1))
        for name in sorted(set(names)):
            x = tf.layers.dense(x, 3, name=name + "_" + str(len(name) * 2))
        return x


def forward(x):
    return stack(x, [4, 3], ["bb", "a", "c"])

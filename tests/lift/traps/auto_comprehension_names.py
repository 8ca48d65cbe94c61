import tensorflow as tf


def net(x, names):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        a = [tf.layers.dense(x, 3, name=n + "1") for n in names]
        b = [tf.layers.dense(x, 3, name=n + "11") for n in names]
        return tf.add_n(a) * tf.add_n(b)


def forward(x):
    return net(x, ["l", "l1"])

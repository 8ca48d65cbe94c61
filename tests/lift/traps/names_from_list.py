import tensorflow as tf


def net(x, names):
    with tf.variable_scope("net"):
        for name in names:
            x = tf.layers.dense(x, 3, name=name)
        return x


def forward(x):
    names = ["a", "b"]
    x = net(x, names)
    names.append("c")
    with tf.variable_scope("again"):
        return net(x, names)

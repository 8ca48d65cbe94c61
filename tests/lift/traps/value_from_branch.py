import tensorflow as tf


def net(x, deep):
    with tf.variable_scope("net_%s" % deep):
        if deep:
            width = 5
            x = tf.layers.dense(x, width)
        else:
            width = x.shape[-1].value
        w = tf.get_variable("w", [width, 3])
        return tf.matmul(x, w)


def forward(x):
    return net(net(x, False), True)

import tensorflow as tf


def net(x, wide):
    with tf.variable_scope("net_%s" % wide):
        if wide:
            x = tf.concat([x, x], 1)
        w = tf.get_variable("w", [x.shape[1].value, 3])
        return tf.matmul(x, w)


def forward(x):
    return net(net(x, True), False)

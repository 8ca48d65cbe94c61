import tensorflow as tf


def net(x):
    net.calls += 1
    with tf.variable_scope("net_%d" % net.calls):
        return tf.layers.dense(x, 3)


net.calls = 0


def forward(x):
    net.calls = 0
    return net(net(x))

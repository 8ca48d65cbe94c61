import tensorflow as tf


def block(x, scope=None):
    with tf.variable_scope(scope, "block", [x]):
        return tf.layers.dense(x, 3)


def net(x, scope=None):
    with tf.variable_scope(scope, "net", [x]):
        x = block(x)
        x = block(x, "named")
        return block(x)


def forward(x):
    x = net(x)
    x = net(x, scope="block")
    return net(x)

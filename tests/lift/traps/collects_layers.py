import tensorflow as tf


def net(x, layers, depth):
    with tf.variable_scope("net"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="l%d" % i)
            layers.append(x)
        return x


def forward(x):
    layers = []
    x = net(x, layers, 2)
    return x + tf.add_n(layers)

import tensorflow as tf


def net(x, n):
    layers = [tf.layers.Dense(3, name="l%d" % i) for i in range(n)]
    with tf.variable_scope("net"):
        for layer in layers:
            x = layer(x)
        return layers[0](x)


def forward(x):
    return net(x, 2)

import tensorflow as tf


def conv(x, scope):
    def normalized(h):
        return h * tf.get_variable("scale", [3])

    with tf.variable_scope(scope):
        return normalized(tf.layers.dense(x, 3, name="fc"))


def decoder(x):
    """Its parts are hosted until they are layers."""
    i = 1
    x = conv(x, scope="C_{}".format(i)); i += 1
    for _ in range(2):
        for _ in range(2):
            x = conv(x, scope="HC_{}".format(i)); i += 1
    for _ in range(3):
        x = conv(x, scope="C_{}".format(i)); i += 1
    logits = conv(x, scope="C_{}".format(i)); i += 1
    return logits


def forward(x):
    with tf.variable_scope("decoder"):
        return decoder(x)

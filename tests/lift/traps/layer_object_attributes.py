import tensorflow as tf


def tied(x):
    with tf.variable_scope("tied"):
        enc = tf.layers.Dense(4, use_bias=False, name="enc")
        h = enc(x)
        return tf.matmul(h, enc.kernel, transpose_b=True)


def applied(x):
    with tf.variable_scope("applied"):
        layer = tf.layers.Dense(3, name="layer")
        return layer.apply(layer.apply(x))


def summed(x):
    with tf.variable_scope("summed"):
        layer = tf.layers.Dense(3, name="layer")
        y = layer(x)
        return y + tf.add_n([tf.nn.l2_loss(v) for v in layer.trainable_weights])


def counted(x):
    with tf.variable_scope("counted"):
        layer = tf.layers.Dense(3, name="layer")
        return layer(x) * float(layer.count_params())


def forward(x):
    return counted(summed(applied(tied(x))))

import tensorflow as tf


def fixed(x, n, strides):
    if strides > 1:
        x = x / float(strides)
    return tf.layers.dense(x, n, use_bias=False)


def block(x, n, training, projection, strides):
    shortcut = x
    x = tf.layers.batch_normalization(x, training=training)
    if projection is not None:
        shortcut = projection(x)
    x = fixed(x, n, strides)
    x = fixed(x, n, 1)
    return x + shortcut


def block_layer(x, n, block_fn, blocks, strides, training, name):
    def projection(x):
        return fixed(x, n, strides)
    x = block_fn(x, n, training, projection, strides)
    for _ in range(1, blocks):
        x = block_fn(x, n, training, None, 1)
    return tf.identity(x, name)


def forward(x):
    with tf.variable_scope("net"):
        x = block_layer(x, 4, block, 2, 1, False, "one")
        x = block_layer(x, 3, block_fn=block, blocks=1, strides=2, training=False, name="two")
        return tf.layers.dense(x, 3)

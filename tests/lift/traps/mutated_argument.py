import tensorflow as tf


def proj(x, sizes, name):
    with tf.variable_scope(name):
        while len(sizes) > 1:
            x = tf.layers.dense(x, sizes.pop())
        return x


def forward(x):
    sizes = [2, 3, 4]
    x = proj(x, sizes, "a")
    sizes.append(5)
    return proj(x, sizes, "b")

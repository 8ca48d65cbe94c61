import tensorflow as tf


def conv(x, n):
    return tf.layers.dense(x, n)


def res(x, n):
    return x + conv(tf.nn.relu(conv(x, n)), n)


def stage(x, n, depth):
    for _ in range(depth):
        x = res(x, n)
    return x


def forward(x):
    x = conv(x, 3)
    x = stage(x, 3, 2)
    with tf.variable_scope("s"):
        x = stage(x, 3, 1)
        x = conv(x, 3)
    x = res(x, 3)
    return tf.layers.dense(x, 2, name="dense_20")

import tensorflow as tf


def mlp(x, sizes, name):
    with tf.variable_scope(name):
        for i, n in enumerate(sizes):
            x = tf.layers.dense(x, n, activation=tf.tanh, name="d%d" % i)
        return x


def pair(x):
    sizes = [4, 3]
    a = mlp(x, sizes, "a")
    sizes.pop()
    sizes.append(2)
    b = mlp(x, sizes, "b")
    sizes.reverse()
    return tf.concat([a, b, mlp(x, sizes, "c")], 1)


def forward(x):
    return pair(x)

import tensorflow as tf


def range(n):
    return [i * 2 for i in __builtins_range(n)]


def __builtins_range(n):
    out = []
    while len(out) < n:
        out.append(len(out))
    return out


def stack(x):
    with tf.variable_scope("stack"):
        for i in range(3):
            x = tf.matmul(x, tf.get_variable("w_%d" % i, [3, 3]))
    return x


def forward(x):
    return stack(x)

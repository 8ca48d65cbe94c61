import tensorflow as tf


def stack(x, n):
    with tf.variable_scope("stack"):
        ws = [tf.get_variable("w%d" % i, [3, 3]) for i in range(n)]
        bs = {i: tf.get_variable("b%d" % i, [3]) for i in range(n) if i % 2}
        for i, w in enumerate(ws):
            x = tf.matmul(x, w) + bs.get(i, 0.0)
        return x


def forward(x):
    return stack(x, 4)

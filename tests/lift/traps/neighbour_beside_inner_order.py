import tensorflow as tf


def dense(x, units, name):
    with tf.variable_scope(name):
        return tf.matmul(x, tf.get_variable("w", [x.shape[-1].value, units]))


def net(x):
    parts = [1.0]

    def scaled(h, name, other=0.0):
        with tf.variable_scope(name):
            left = 2
            while left > 0:
                h = h * tf.get_variable("s%d" % left, [3]) + len(parts)
                left -= 1
        return h + other

    def grown(h, by):
        parts.append(by)
        return h * by

    def block(h, name):
        with tf.variable_scope(name):
            return scaled(h, "a", other=dense(scaled(h, "b"), 3, "d")) + dense(grown(h, 2.0), 3, "e")

    def other(h, name):
        with tf.variable_scope(name):
            h = dense(h, 3, "first") if len(parts) > 1 else scaled(dense(h, 3, "second"), "c")
            return [scaled(dense(h, 3, "d%d" % i), "s%d" % i) for i in range(2)][-1]

    return other(block(block(x, "one"), "two"), "three")


def forward(x):
    with tf.variable_scope("net"):
        return net(x)

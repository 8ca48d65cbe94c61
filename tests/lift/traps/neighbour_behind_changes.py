import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x = x + tf.get_variable("w_%d" % i, [x.shape[-1].value])
            i += 1
        return x


def taken(scales):
    return scales.pop()


def host(x, units):
    scales = [1.0, 2.0, 3.0]
    with tf.variable_scope("host"):
        y = scales[-1] * tf.layers.dense(x, units, name="fc") + taken(scales) * stays(x)
        return len(scales) * tf.nn.relu(y) + taken(scales) * stays_again(y, scales)


def stays_again(x, scales):
    with tf.variable_scope("again"):
        while scales:
            x = x * scales.pop() + tf.get_variable("w_%d" % len(scales), [x.shape[-1].value])
        return x


def forward(x):
    with tf.variable_scope("net"):
        return host(x, 3)

import tensorflow as tf


def part(x, named):
    with tf.variable_scope("part"):
        y = tf.layers.dense(x, 3, name="fc") * named["scale"]
        if named.get("bias") is not None:
            y = y + named["bias"]
        return y


def net(x, named, name):
    with tf.variable_scope(name):
        return part(tf.layers.dense(x, 3, name="in"), named)


def forward(x):
    a = net(x, {"scale": tf.reduce_mean(x), "bias": None}, "a")
    return a + net(x, {"scale": 2.0, "bias": x[0, 0]}, "b")

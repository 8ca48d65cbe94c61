# graph only: placeholders need one
import tensorflow as tf


def kept(x, name="kept"):
    """Stays for its placeholder, which a session may feed."""
    with tf.variable_scope(name):
        rate = tf.placeholder(tf.float32, [], name="rate")
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        return tf.matmul(x, w), rate


def net(x, reuse=None):
    with tf.variable_scope("net", reuse=reuse):
        x = tf.layers.dense(x, 4)
        x, rate = kept(x)
        return tf.layers.dense(x, 3), tf.layers.dense(x, 2) * rate


def bare(x):
    x = tf.layers.dense(x, 3, name="first")
    y, rate = kept(x, "bare")
    return x + y, rate


def forward(x):
    y, faded = net(x)
    z, again = net(y, reuse=True)
    with tf.variable_scope("outer"):
        for i in range(2):
            with tf.variable_scope("turn%d" % i):
                z, rate = bare(z)
    assert faded.shape[-1] == 2 and rate.shape.ndims == 0
    assert rate.op.type == "Placeholder" and again is not faded
    return z

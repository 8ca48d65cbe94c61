import tensorflow as tf
from tensorflow.contrib import slim


@slim.add_arg_scope
def stays(x, rate=0.5, name="stays"):
    with tf.variable_scope(name):
        i = 0
        while i < 2:
            x = x * rate + tf.get_variable("w_%d" % i, [x.shape[-1].value])
            i += 1
        return x


def host(x, units):
    with tf.variable_scope("host_%d" % units):
        return stays(tf.layers.dense(x, units, name="fc"))


def settings(rate):
    with slim.arg_scope([stays], rate=rate) as scope:
        return scope


def forward(x):
    with tf.variable_scope("net"):
        x = host(x, 3)
        with slim.arg_scope(settings(2.0)):
            x = host(x, 4)
            with slim.arg_scope([stays], name="told"):
                x = host(x, 5)
        return x

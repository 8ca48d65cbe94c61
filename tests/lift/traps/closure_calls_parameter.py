import tensorflow as tf


def make(function, units):
    def apply(x):
        with tf.variable_scope("apply"):
            return function(tf.layers.dense(x, units))

    return apply


def extra(x):
    return x + tf.get_variable("extra", [3])


def forward(x):
    x = make(tf.nn.relu, 3)(x)
    with tf.variable_scope("second"):
        return make(extra, 3)(x)

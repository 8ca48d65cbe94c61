import tensorflow as tf


def scoped(function):
    def wrapper(x, *args, **kwargs):
        with tf.variable_scope(function.__name__):
            return function(x, *args, **kwargs)

    return wrapper


@scoped
def head(x, units):
    return tf.layers.dense(x, units)


def forward(x):
    return head(x, 4)

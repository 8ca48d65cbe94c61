import functools

import tensorflow as tf


def doublewrap(function):
    @functools.wraps(function)
    def decorator(*args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]):
            return function(args[0])
        return lambda wrapee: function(wrapee, *args, **kwargs)

    return decorator


@doublewrap
def define_scope(function, scope=None, *args, **kwargs):
    attribute = "_cache_" + function.__name__
    name = scope or function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(name, *args, **kwargs):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorator


class Model(object):
    def __init__(self, x):
        self.x = x
        self.ones
        self.plain

    @define_scope(initializer=tf.constant_initializer(0.25))
    def ones(self):
        w = tf.get_variable("w", [int(self.x.shape[-1]), 3])
        return tf.layers.dense(tf.matmul(self.x, w), 3)

    @define_scope("named")
    def plain(self):
        return tf.layers.dense(self.x, 3)

    @define_scope(scope="typed", dtype=tf.float32, reuse=tf.AUTO_REUSE)
    def typed(self):
        w = tf.get_variable("w", [3], initializer=tf.constant_initializer(0.5))
        return self.x * tf.reduce_sum(w)


def forward(x):
    m = Model(x)
    return m.ones + m.plain + tf.reduce_sum(m.typed)

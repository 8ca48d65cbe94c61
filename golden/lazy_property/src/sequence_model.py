import functools

import tensorflow as tf


def doublewrap(function):
    """A decorator decorator, allowing to use the decorator without parentheses."""

    @functools.wraps(function)
    def decorator(*args, **kwargs):
        if len(args) == 1 and len(kwargs) == 0 and callable(args[0]):
            return function(args[0])
        else:
            return lambda wrapee: function(wrapee, *args, **kwargs)

    return decorator


@doublewrap
def define_scope(function, scope=None, *args, **kwargs):
    attribute = '_cache_' + function.__name__
    name = scope or function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(name, *args, **kwargs):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorator


class Model:

    def __init__(self, image, label):
        self.image = image
        self.label = label
        self.prediction
        self.loss

    @define_scope(initializer=tf.contrib.layers.xavier_initializer())
    def prediction(self):
        x = self.image
        x = tf.contrib.layers.fully_connected(x, 5)
        x = tf.contrib.layers.fully_connected(x, 5)
        return tf.contrib.layers.fully_connected(x, 3, tf.nn.softmax)

    @define_scope
    def loss(self):
        scale = tf.get_variable('scale', [3])
        logprob = tf.log(self.prediction + 1e-12) * scale
        return -tf.reduce_sum(self.label * logprob)

    @define_scope(scope='metrics')
    def error(self):
        mistakes = tf.not_equal(tf.argmax(self.label, 1), tf.argmax(self.prediction, 1))
        return tf.reduce_mean(tf.cast(mistakes, tf.float32))


def build(data, target):
    model = Model(data, target)
    return model.prediction, model.loss, model.error

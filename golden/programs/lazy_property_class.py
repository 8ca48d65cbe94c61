import functools
import tensorflow as tf


def define_scope(function):
    attribute = '_cache_' + function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(function.__name__):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)
    return decorator


class Model:
    def __init__(self, image, label):
        self.image, self.label = image, label
        self.prediction
        self.optimize

    @define_scope
    def prediction(self):
        x = tf.contrib.slim.fully_connected(self.image, 4, weights_initializer=tf.constant_initializer(0.1))
        return tf.contrib.slim.fully_connected(x, 2, tf.nn.softmax)

    @define_scope
    def optimize(self):
        return tf.train.RMSPropOptimizer(0.03).minimize(-tf.reduce_sum(self.label * tf.log(self.prediction)))


m = Model(tf.placeholder(tf.float32, [None, 3]), tf.placeholder(tf.float32, [None, 2]))
print(m.prediction.name, m.optimize.name)
print([v.name for v in tf.global_variables()])

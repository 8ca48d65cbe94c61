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
        self.error
    @define_scope
    def prediction(self):
        x = tf.contrib.layers.fully_connected(self.image, 5)
        return tf.contrib.layers.fully_connected(x, 3, tf.nn.softmax)
    @define_scope
    def optimize(self):
        ce = -tf.reduce_sum(self.label * tf.log(self.prediction))
        return tf.train.RMSPropOptimizer(0.03).minimize(ce)
    @define_scope
    def error(self):
        m = tf.not_equal(tf.argmax(self.label, 1), tf.argmax(self.prediction, 1))
        return tf.reduce_mean(tf.cast(m, tf.float32))

image, label = tf.placeholder(tf.float32, [None, 4]), tf.placeholder(tf.float32, [None, 3])
m = Model(image, label)
print(m.prediction.name, m.optimize.name, m.error.name)
print([v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(m.optimize, {image: [[1, 2, 3, 4]], label: [[0, 1, 0]]})
    print(sess.run(m.error, {image: [[1, 2, 3, 4]], label: [[0, 1, 0]]}) in (0.0, 1.0))

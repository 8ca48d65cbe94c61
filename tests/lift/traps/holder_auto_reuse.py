import tensorflow as tf


class Dense(object):
    def __init__(self, n_in, n_out, name):
        self.name = name
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            self.w = tf.get_variable("w", [n_in, n_out])
            self.b = tf.get_variable("b", [n_out])

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


class Model(object):
    def __init__(self, x, name):
        self.name = name
        with tf.variable_scope(self.name):
            self.first = Dense(3, 4, "a")
            self.second = Dense(3, 4, "a")
        self.y = self.first(x) * 2.0 + self.second(x)
        self.grads = tf.gradients(self.y, [self.first.w])


def forward(x):  # graph only
    return Model(x, "model").y + tf.reduce_sum(Model(x, "other").grads[0])

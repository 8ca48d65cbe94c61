import tensorflow as tf


class Dense(object):
    def __init__(self, n_in, n_out, name):
        self.name = name
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [n_in, n_out])
            self.b = tf.get_variable("b", [n_out])

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


class Model(object):
    def __init__(self, x):
        self.losses = 3.0
        self.trainable = False
        self.built = 2.0
        self.weights = Dense(3, 4, "fc")
        self.variables = Dense(4, 3, "out")
        self.y = self.variables(self.weights(x)) * self.losses + self.built
        self.grads = tf.gradients(self.y, tf.trainable_variables())


def forward(x):  # graph only
    m = Model(x)
    return m.y + float(len(m.grads))

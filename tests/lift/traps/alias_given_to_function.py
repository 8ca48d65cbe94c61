import tensorflow as tf


class Dense(object):
    def __init__(self, n_in, n_out, name):
        self.name = name
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [n_in, n_out])
            self.b = tf.get_variable("b", [n_out])

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


def grow(scales):
    scales.append(5.0)


class Model(object):
    def __init__(self, x, scales):
        self.scales = scales
        self.fc = Dense(3, 3, "fc")
        self.x = x
        self.grads = tf.gradients(self.fc(x), [x])

    def out(self):
        grow(self.scales)
        y = self.fc(self.x)
        for scale in self.scales:
            y = y * scale
        return y


def forward(x):  # graph only
    scales = [2.0]
    model = Model(x, scales)
    return model.out() * float(len(scales))

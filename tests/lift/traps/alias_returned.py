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
        self.scales = [2.0]
        self.fc = Dense(3, 3, "fc")
        self.x = x
        self.grads = tf.gradients(self.fc(x), [x])

    def kept(self):
        return self.scales

    def out(self):
        y = self.fc(self.x)
        for scale in self.scales:
            y = y * scale
        return y


class Other(object):
    def __init__(self, x, model):
        self.mine = model.kept()
        self.fc = Dense(3, 3, "other")
        self.grads = tf.gradients(self.fc(x), [x])

    def grow(self):
        mine = self.mine
        mine.append(7.0)


def forward(x):  # graph only
    model = Model(x)
    other = Other(x, model)
    other.grow()
    return model.out()

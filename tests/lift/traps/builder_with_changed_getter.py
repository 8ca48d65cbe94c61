import tensorflow as tf


class Model:
    def __init__(self, x, scope="model"):
        with tf.variable_scope(scope):
            self.a = tf.layers.dense(x, 3, name="a")
            self.b = tf.layers.dense(self.a, 3, name="b")

    def get_a(self):
        return self.a

    def get_b(self):
        return self.b


def use(x):
    with tf.variable_scope("use"):
        model = Model(x)
        return model.get_a() + model.get_b()


def swapped(x):
    with tf.variable_scope("swapped"):
        model = Model(x, scope="m")
        model.get_a, model.b = model.get_b, x
        return model.get_a() + model.get_b()


def patch():
    Model.get_b = lambda self: 3.0 * self.b


def forward(x):
    patch()
    return use(x) + swapped(x)

import tensorflow as tf


class Model:
    def __init__(self, x, units):
        with tf.variable_scope("model"):
            self.hidden = tf.layers.dense(x, units, name="hidden")
            self.out = tf.layers.dense(self.hidden, 3, name="out")

    def get_out(self):
        return self.out


class Loud(Model):
    def get_out(self):
        return 2.0 * self.out


def use(x):
    with tf.variable_scope("use"):
        model = Model(x, 4)
        late = lambda: model.get_out()
        other = late()
        return other + tf.layers.dense(model.hidden, 3, name="more")


def loud(x):
    with tf.variable_scope("loud"):
        return Loud(x, 5).get_out()


def forward(x):
    return use(x) + loud(x)

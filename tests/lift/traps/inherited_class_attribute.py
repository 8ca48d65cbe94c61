import tensorflow as tf


class Base(object):
    units = 3
    scope = "base"

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            return self.act(tf.layers.dense(x, self.units))

    def act(self, x):
        return tf.nn.relu(x) + 0.1


class Wide(Base):
    units = 5
    scope = "wide"


class Loud(Wide):
    scope = "loud"

    def act(self, x):
        return 2.0 * super(Loud, self).act(x)


def forward(x):
    return Loud()(Wide()(Base()(x)))

"""A gated recurrent network by hand, with `tf.scan`."""
import tensorflow as tf


class Gated(tf.Module):
    def __init__(self, size, units, name="gated"):
        super().__init__(name=name)
        self.units = units
        with self.name_scope:
            self.kernel = tf.Variable(tf.random.normal([size + units, 2 * units], stddev=0.1), name="kernel")
            self.bias = tf.Variable(tf.zeros([2 * units]), name="bias")

    def step(self, state, x):
        both = tf.concat([x, state], axis=1) @ self.kernel + self.bias
        update, candidate = tf.split(both, 2, axis=1)
        update = tf.sigmoid(update)
        return update * state + (1.0 - update) * tf.tanh(candidate)

    @tf.function
    def __call__(self, x):
        start = tf.zeros([tf.shape(x)[0], self.units])
        states = tf.scan(self.step, tf.transpose(x, [1, 0, 2]), start)
        return tf.transpose(states, [1, 0, 2])

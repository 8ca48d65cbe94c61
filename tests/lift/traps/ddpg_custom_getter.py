import tensorflow as tf


class DDPG(object):
    def __init__(self, x):
        self.S = x
        self.a = self._build_a(self.S)
        q = self._build_c(self.S, self.a)
        a_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="Actor")
        c_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="Critic")
        scale = {v.name: 0.5 for v in a_params + c_params}

        def getter(getter, name, *args, **kwargs):
            return getter(name, *args, **kwargs) * 0.5

        a_ = self._build_a(self.S, reuse=True, custom_getter=getter)
        q_ = self._build_c(self.S, a_, reuse=True, custom_getter=getter)
        self.out = q + q_ + float(len(scale))

    def _build_a(self, s, reuse=None, custom_getter=None):
        trainable = True if reuse is None else False
        with tf.variable_scope("Actor", reuse=reuse, custom_getter=custom_getter):
            net = tf.layers.dense(s, 4, activation=tf.nn.relu, name="l1", trainable=trainable)
            a = tf.layers.dense(net, 2, activation=tf.nn.tanh, name="a", trainable=trainable)
            return tf.multiply(a, 2.0, name="scaled_a")

    def _build_c(self, s, a, reuse=None, custom_getter=None):
        trainable = True if reuse is None else False
        with tf.variable_scope("Critic", reuse=reuse, custom_getter=custom_getter):
            w1_s = tf.get_variable("w1_s", [3, 4], trainable=trainable)
            w1_a = tf.get_variable("w1_a", [2, 4], trainable=trainable)
            b1 = tf.get_variable("b1", [1, 4], trainable=trainable)
            net = tf.nn.relu(tf.matmul(s, w1_s) + tf.matmul(a, w1_a) + b1)
            return tf.layers.dense(net, 1, trainable=trainable)


def forward(x):
    return DDPG(x).out

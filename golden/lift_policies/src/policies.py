import tensorflow as tf

from common import function, get_placeholder
from filters import Moments, column_normalized
from spaces import Box, make_kind


class Policy(object):
    recurrent = False

    def __init__(self, name, *args, **kwargs):
        with tf.variable_scope(name):
            self._init(*args, **kwargs)
            self.scope = tf.get_variable_scope().name

    def _init(self, width, space, hidden, depth, fixed=True):
        self.kind = kind = make_kind(space)
        ob = get_placeholder(name="ob", dtype=tf.float32, shape=[None, width])

        with tf.variable_scope("filter"):
            self.moments = Moments(shape=(width,))

        with tf.variable_scope("vf"):
            obz = tf.clip_by_value((ob - self.moments.mean) / self.moments.std, -5.0, 5.0)
            last = obz
            for i in range(depth):
                last = tf.nn.tanh(tf.layers.dense(last, hidden, name="fc%i" % (i + 1), kernel_initializer=column_normalized(1.0)))
            self.value = tf.layers.dense(last, 1, name="final", kernel_initializer=column_normalized(1.0))[:, 0]

        with tf.variable_scope("pol"):
            last = obz
            for i in range(depth):
                last = tf.nn.tanh(tf.layers.dense(last, hidden, name="fc%i" % (i + 1), kernel_initializer=column_normalized(1.0)))
            if fixed and isinstance(space, Box):
                mean = tf.layers.dense(last, kind.param_shape()[0] // 2, name="final", kernel_initializer=column_normalized(0.01))
                logstd = tf.get_variable(name="logstd", shape=[1, kind.param_shape()[0] // 2], initializer=tf.zeros_initializer())
                flat = tf.concat([mean, mean * 0.0 + logstd], axis=1)
            else:
                flat = tf.layers.dense(last, kind.param_shape()[0], name="final", kernel_initializer=column_normalized(0.01))

        self.flat = flat
        self.distribution = kind.from_flat(flat)
        stochastic = tf.placeholder(dtype=tf.bool, shape=(), name="stochastic")
        self.action = tf.cond(stochastic, lambda: self.distribution.mode(), lambda: self.distribution.mode())
        self._act = function([stochastic, ob], [self.action, self.value])

    def act(self, sess, stochastic, ob):
        action, value = self._act(sess, stochastic, ob[None])
        return action[0], value[0]

    def get_variables(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, self.scope)

    def get_trainable_variables(self):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, self.scope)

import tensorflow as tf
import keras
from migrate import compat_scope

from common import function, get_placeholder
from filters import Moments, column_normalized
from spaces import Box, make_kind

tf.compat.v1.disable_v2_behavior()


class PolicyLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"pol_logstd": "pol/logstd"}
    # as TF1 made them
    tf1_order = ("vf_dense", "vf_final", "pol_dense", "pol_final", "logstd")

    def __init__(self, space, hidden, depth, fixed, kind, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.space = space
        self.fixed = fixed
        self.kind = kind
        self.vf_dense = [
            keras.layers.Dense(
                hidden, kernel_initializer=column_normalized(1.0), name="fc%i" % (i + 1)
            )
            for i in range(depth)
        ]
        self.vf_final = keras.layers.Dense(
            1, kernel_initializer=column_normalized(1.0), name="final"
        )
        self.pol_dense = [
            keras.layers.Dense(
                hidden, kernel_initializer=column_normalized(1.0), name="fc%i" % (i + 1)
            )
            for i in range(depth)
        ]
        if fixed and isinstance(space, Box):
            self.pol_final = keras.layers.Dense(
                kind.param_shape()[0] // 2,
                kernel_initializer=column_normalized(0.01),
                name="final",
            )
        else:
            self.pol_final = keras.layers.Dense(
                kind.param_shape()[0],
                kernel_initializer=column_normalized(0.01),
                name="final",
            )

    def build(self, ob_shape):
        if self.fixed and isinstance(self.space, Box):
            self.logstd = self.add_weight(
                name="pol_logstd",
                shape=[1, self.kind.param_shape()[0] // 2],
                initializer="zeros",
            )

    def call(self, ob, moments_mean, moments_std):
        with keras.name_scope("vf"):
            obz = tf.clip_by_value((ob - moments_mean) / moments_std, -5.0, 5.0)
            last = obz
            for vf_dense in self.vf_dense:
                last = tf.nn.tanh(vf_dense(last))
            value = self.vf_final(last)[:, 0]

        with keras.name_scope("pol"):
            last = obz
            for pol_dense in self.pol_dense:
                last = tf.nn.tanh(pol_dense(last))
            if self.fixed and isinstance(self.space, Box):
                mean = self.pol_final(last)
                flat = tf.concat([mean, mean * 0.0 + self.logstd], axis=1)
            else:
                flat = self.pol_final(last)
        return value, flat


class Policy(object):
    recurrent = False

    def __init__(self, name, *args, **kwargs):
        with compat_scope.variable_scope(name):
            self._init(*args, **kwargs)
            self.scope = compat_scope.get_variable_scope().name

    def _init(self, width, space, hidden, depth, fixed=True):
        self.kind = kind = make_kind(space)
        ob = get_placeholder(name="ob", dtype=tf.float32, shape=[None, width])

        with compat_scope.variable_scope("filter"):
            self.moments = compat_scope.make_layer(Moments, shape=(width,))

        self.value, flat = compat_scope.get_layer(
            PolicyLayer, space, hidden, depth, fixed, kind
        )(ob, self.moments.mean, self.moments.std)

        self.flat = flat
        self.distribution = kind.from_flat(flat)
        stochastic = tf.compat.v1.placeholder(dtype=tf.bool, shape=(), name="stochastic")
        self.action = tf.compat.v1.cond(stochastic, lambda: self.distribution.mode(), lambda: self.distribution.mode())
        self._act = function([stochastic, ob], [self.action, self.value])

    def act(self, sess, stochastic, ob):
        action, value = self._act(sess, stochastic, ob[None])
        return action[0], value[0]

    def get_variables(self):
        return compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, self.scope)

    def get_trainable_variables(self):
        return compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, self.scope)

"""Agents: objects with placeholders, networks, and lists of the variables that these made."""
import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

STATE, ACTIONS = 4, 2
GLOBAL = "global"


class WorkerLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, w_init, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.w_init = w_init
        self.la = keras.layers.Dense(
            6, activation="relu6", kernel_initializer=w_init, name="la"
        )
        self.mu = keras.layers.Dense(
            ACTIONS, activation="tanh", kernel_initializer=w_init, name="mu"
        )
        self.lc = keras.layers.Dense(
            5, activation="relu6", kernel_initializer=w_init, name="lc"
        )
        self.v = keras.layers.Dense(1, kernel_initializer=w_init, name="v")

    def call(self, state):
        # Two networks, one for what to do and one for what it is worth
        with keras.name_scope("actor"):
            hidden = self.la(state)
            mu = self.mu(hidden)
        with keras.name_scope("critic"):
            hidden = self.lc(state)
            value = self.v(hidden)  # of the state
        return mu, value

    def get_config(self):
        return super().get_config() | {
            "w_init": keras.saving.serialize_keras_object(self.w_init)
        }

    @classmethod
    def from_config(cls, config):
        w_init = keras.saving.deserialize_keras_object(config["w_init"])
        return cls(**config | {"w_init": w_init})


class Worker(object):

    def __init__(self, scope, leader=None):
        with compat_scope.variable_scope(scope):
            self.state = tf.compat.v1.placeholder(tf.float32, [None, STATE], "state")
            if leader is None:
                self.mu, self.value, self.actor_params, self.critic_params = self._build_net(scope)
                return
            self.target = tf.compat.v1.placeholder(tf.float32, [None, 1], "target")
            self.mu, self.value, self.actor_params, self.critic_params = self._build_net(scope)
            self.loss = tf.reduce_mean(tf.square(self.target - self.value))
        self.pull = [l.assign(g) for l, g in zip(self.actor_params + self.critic_params,
                                                 leader.actor_params + leader.critic_params)]
        grads = tf.compat.v1.gradients(self.loss, self.critic_params)
        self.push = tf.compat.v1.train.GradientDescentOptimizer(0.1).apply_gradients(zip(grads, leader.critic_params))

    def _build_net(self, scope):
        w_init = tf.compat.v1.random_normal_initializer(0., .1)
        mu, value = compat_scope.get_layer(WorkerLayer, w_init)(self.state)
        actor_params = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=scope + "/actor")
        critic_params = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=scope + "/critic")
        return mu, value, actor_params, critic_params


class PolicyLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, trainable, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(
            7, activation="relu", trainable=trainable, name="dense"
        )
        self.dense_1 = keras.layers.Dense(
            ACTIONS, activation="tanh", trainable=trainable, name="dense_1"
        )
        self.dense_2 = keras.layers.Dense(
            ACTIONS, activation="softplus", trainable=trainable, name="dense_2"
        )

    def call(self, state):
        l1 = self.dense(state)
        mu = 2 * self.dense_1(l1)
        sigma = self.dense_2(l1)
        return mu, sigma


class Policy(object):

    def __init__(self, state):
        self.state = state
        pi, params = self._build("pi", trainable=True)
        old, old_params = self._build("old_pi", trainable=False)
        self.ratio = pi / (old + 1.0)
        self.params, self.old_params = params, old_params
        with compat_scope.variable_scope("update_old"):
            self.update_old = [o.assign(p) for o, p in zip(old_params, params)]

    def _build(self, name, trainable):
        with compat_scope.variable_scope(name):
            mu, sigma = compat_scope.get_layer(PolicyLayer, trainable)(self.state)
            params = compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, scope=name)
        return mu / (sigma + 1.0), params


class EvalNet(keras.layers.Layer):
    def __init__(self, hidden, *, name="eval_net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.l1 = keras.layers.Dense(hidden, activation="relu", name="l1")
        self.q = keras.layers.Dense(ACTIONS, name="q")

    def call(self, s):
        # ------------ the network that learns ------------
        h = self.l1(s)
        q_eval = self.q(h)
        return q_eval


class TargetNet(keras.layers.Layer):
    def __init__(self, hidden, *, name="target_net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.l1 = keras.layers.Dense(hidden, activation="relu", name="l1")
        self.q = keras.layers.Dense(ACTIONS, name="q")

    def call(self, s_):
        h = self.l1(s_)
        q_next = self.q(h)
        return q_next


class QNetwork(object):

    def __init__(self, hidden, rate):
        self.hidden = hidden
        self.rate = rate
        self.build()
        t_params = compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, scope="target_net")
        e_params = compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, scope="eval_net")
        self.replace = [tf.compat.v1.assign(t, e) for t, e in zip(t_params, e_params)]

    def build(self):
        self.s = tf.compat.v1.placeholder(tf.float32, [None, STATE], name="s")  # now
        self.q_target = tf.compat.v1.placeholder(tf.float32, [None, ACTIONS], name="q_target")
        self.q_eval = compat_scope.get_layer(EvalNet, self.hidden, name="eval_net")(
            self.s
        )

        with compat_scope.variable_scope("loss"):
            self.loss = tf.reduce_mean(tf.math.squared_difference(self.q_target, self.q_eval))
        with compat_scope.variable_scope("train"):
            self.train = tf.compat.v1.train.GradientDescentOptimizer(self.rate).minimize(
                self.loss, var_list=compat_scope.trainable_variables("eval_net"))

        # ------------ the network it is compared with ------------
        self.s_ = tf.compat.v1.placeholder(tf.float32, [None, STATE], name="s_")  # afterwards
        self.q_next = compat_scope.get_layer(TargetNet, self.hidden, name="target_net")(
            self.s_
        )

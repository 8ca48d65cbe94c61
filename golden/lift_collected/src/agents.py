"""Agents: objects with placeholders, networks, and lists of the variables that these made."""
import tensorflow as tf

STATE, ACTIONS = 4, 2
GLOBAL = "global"


class Worker(object):

    def __init__(self, scope, leader=None):
        with tf.variable_scope(scope):
            self.state = tf.placeholder(tf.float32, [None, STATE], "state")
            if leader is None:
                self.mu, self.value, self.actor_params, self.critic_params = self._build_net(scope)
                return
            self.target = tf.placeholder(tf.float32, [None, 1], "target")
            self.mu, self.value, self.actor_params, self.critic_params = self._build_net(scope)
            self.loss = tf.reduce_mean(tf.square(self.target - self.value))
        self.pull = [l.assign(g) for l, g in zip(self.actor_params + self.critic_params,
                                                 leader.actor_params + leader.critic_params)]
        grads = tf.gradients(self.loss, self.critic_params)
        self.push = tf.train.GradientDescentOptimizer(0.1).apply_gradients(zip(grads, leader.critic_params))

    def _build_net(self, scope):
        w_init = tf.random_normal_initializer(0., .1)
        # Two networks, one for what to do and one for what it is worth
        with tf.variable_scope("actor"):
            hidden = tf.layers.dense(self.state, 6, tf.nn.relu6, kernel_initializer=w_init, name="la")
            mu = tf.layers.dense(hidden, ACTIONS, tf.nn.tanh, kernel_initializer=w_init, name="mu")
        with tf.variable_scope("critic"):
            hidden = tf.layers.dense(self.state, 5, tf.nn.relu6, kernel_initializer=w_init, name="lc")
            value = tf.layers.dense(hidden, 1, kernel_initializer=w_init, name="v")  # of the state
        actor_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope + "/actor")
        critic_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope + "/critic")
        return mu, value, actor_params, critic_params


class Policy(object):

    def __init__(self, state):
        self.state = state
        pi, params = self._build("pi", trainable=True)
        old, old_params = self._build("old_pi", trainable=False)
        self.ratio = pi / (old + 1.0)
        self.params, self.old_params = params, old_params
        with tf.variable_scope("update_old"):
            self.update_old = [o.assign(p) for o, p in zip(old_params, params)]

    def _build(self, name, trainable):
        with tf.variable_scope(name):
            l1 = tf.layers.dense(self.state, 7, tf.nn.relu, trainable=trainable)
            mu = 2 * tf.layers.dense(l1, ACTIONS, tf.nn.tanh, trainable=trainable)
            sigma = tf.layers.dense(l1, ACTIONS, tf.nn.softplus, trainable=trainable)
            params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=name)
        return mu / (sigma + 1.0), params


class QNetwork(object):

    def __init__(self, hidden, rate):
        self.hidden = hidden
        self.rate = rate
        self.build()
        t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target_net")
        e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval_net")
        self.replace = [tf.assign(t, e) for t, e in zip(t_params, e_params)]

    def build(self):
        self.s = tf.placeholder(tf.float32, [None, STATE], name="s")  # now
        self.q_target = tf.placeholder(tf.float32, [None, ACTIONS], name="q_target")
        # ------------ the network that learns ------------
        with tf.variable_scope("eval_net"):
            h = tf.layers.dense(self.s, self.hidden, tf.nn.relu, name="l1")
            self.q_eval = tf.layers.dense(h, ACTIONS, name="q")

        with tf.variable_scope("loss"):
            self.loss = tf.reduce_mean(tf.squared_difference(self.q_target, self.q_eval))
        with tf.variable_scope("train"):
            self.train = tf.train.GradientDescentOptimizer(self.rate).minimize(
                self.loss, var_list=tf.trainable_variables("eval_net"))

        # ------------ the network it is compared with ------------
        self.s_ = tf.placeholder(tf.float32, [None, STATE], name="s_")  # afterwards
        with tf.variable_scope("target_net"):
            h = tf.layers.dense(self.s_, self.hidden, tf.nn.relu, name="l1")
            self.q_next = tf.layers.dense(h, ACTIONS, name="q")

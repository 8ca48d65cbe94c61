import tensorflow as tf

GAMMA, TAU = 0.9, 0.1


class Agent(object):

    def __init__(self, states, actions):
        self.states, self.actions = states, actions
        self.state = tf.placeholder(tf.float32, [None, states], "state")
        self.later = tf.placeholder(tf.float32, [None, states], "later")
        self.reward = tf.placeholder(tf.float32, [None, 1], "reward")

        self.action = self._actor(self.state)
        self.q = self._critic(self.state, self.action)
        self.actor_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="Actor")
        self.critic_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="Critic")
        ema = tf.train.ExponentialMovingAverage(decay=1 - TAU)  # soft replacement

        def ema_getter(getter, name, *args, **kwargs):
            return ema.average(getter(name, *args, **kwargs))

        self.update = [ema.apply(self.actor_params), ema.apply(self.critic_params)]
        self.action_ = self._actor(self.later, reuse=True, custom_getter=ema_getter)
        self.q_ = self._critic(self.later, self.action_, reuse=True, custom_getter=ema_getter)
        self.other = halved(self._asked(self.state, tf.identity))

        target = self.reward + GAMMA * self.q_
        self.error = tf.losses.mean_squared_error(labels=target, predictions=self.q)
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.error, var_list=self.critic_params)

    def _actor(self, s, reuse=None, custom_getter=None):
        trainable = True if reuse is None else False
        with tf.variable_scope("Actor", reuse=reuse, custom_getter=custom_getter):
            net = tf.layers.dense(s, 6, activation=tf.nn.relu, name="l1", trainable=trainable)
            a = tf.layers.dense(net, self.actions, activation=tf.nn.tanh, name="a", trainable=trainable)
            return tf.multiply(a, 2.0, name="scaled")

    def _critic(self, s, a, reuse=None, custom_getter=None):
        trainable = True if reuse is None else False
        with tf.variable_scope("Critic", reuse=reuse, custom_getter=custom_getter):
            hidden = 5
            w_s = tf.get_variable("w_s", [self.states, hidden], trainable=trainable)
            w_a = tf.get_variable("w_a", [self.actions, hidden], trainable=trainable)
            b = tf.get_variable("b", [1, hidden], trainable=trainable)
            net = tf.nn.relu(tf.matmul(s, w_s) + tf.matmul(a, w_a) + b)
            return tf.layers.dense(net, 1, trainable=trainable)  # Q(s, a)

    def _asked(self, s, through):
        def asking(getter, name, *args, **kwargs):
            scope = tf.get_variable_scope().name
            assert name.startswith(scope)
            return through(getter(name, *args, **kwargs))

        with tf.variable_scope("asked", custom_getter=asking):
            return tf.layers.dense(s, 2, name="d")


def halved(x):
    def half(getter, name, *args, **kwargs):
        return tf.cast(tf.cast(getter(name, *args, **kwargs), tf.float64) * 0.5, tf.float32)

    with tf.variable_scope("halved", custom_getter=half):
        return tf.layers.dense(x, 2, name="d")


def model():
    agent = Agent(4, 2)
    return agent.action, agent.q, agent.action_, agent.q_, agent.error, agent.other


def run(checkpoint, state, later, reward):
    agent = Agent(4, 2)
    names = [v.op.name for v in agent.actor_params + agent.critic_params]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.train.Saver().restore(sess, checkpoint)
        feed = {agent.state: state, agent.later: later, agent.reward: reward}
        sess.run(agent.update)
        first = sess.run([agent.q, agent.q_, agent.action_], feed)
        for _ in range(2):
            sess.run(agent.train, feed)
            sess.run(agent.update)
        return first, sess.run([agent.q, agent.q_, agent.action_], feed), "\n".join(names)

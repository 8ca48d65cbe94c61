import tensorflow as tf


def make_net(sizes, scope):
    def net(x, reuse=False):
        with tf.variable_scope(scope, reuse=reuse):
            for i, n in enumerate(sizes):
                x = tf.layers.dense(x, n, name="fc%d" % i)
            return x
    return net


class Agent(object):
    def __init__(self, q_func, n):
        self.q_func = q_func
        self.n = n

    def act(self, x):
        with tf.variable_scope("agent"):
            q = self.q_func(x)
            w = tf.get_variable("w", [self.n, 2])
            return tf.matmul(q, w)

    def train(self, x):
        with tf.variable_scope("agent", reuse=True):
            q = self.q_func(x, reuse=True)
            w = tf.get_variable("w", [self.n, 2])
        with tf.variable_scope("target"):
            t = self.q_func(x)
        return tf.matmul(q + t, w)


def forward(x):
    agent = Agent(make_net([4, 3], "q"), 3)
    return agent.act(x) + agent.train(x)

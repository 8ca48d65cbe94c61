import tensorflow as tf


def mlp(x, sizes, act=tf.nn.relu, out=None, name=None):
    with tf.variable_scope(name or "mlp"):
        for i, h in enumerate(sizes[:-1]):
            x = tf.layers.dense(x, h, activation=act, name="fc%d" % i)
        return tf.layers.dense(x, sizes[-1], activation=out, name="fc%d" % (len(sizes) - 1))


class Agent(object):
    def __init__(self, x):
        with tf.variable_scope("main"):
            self.pi, q1, q2 = self.build(x)
        with tf.variable_scope("target"):
            pi_t, q1_t, q2_t = self.build(x)
        self.q = tf.minimum(q1, q2) + tf.minimum(q1_t, q2_t)
        pairs = zip(self.vars("main"), self.vars("target"))
        self.gap = tf.add_n([tf.reduce_sum(a * b) for a, b in pairs])

    def vars(self, scope):
        return [x for x in tf.global_variables() if scope in x.name]

    def build(self, x):
        pi = mlp(x, [4, 2], name="pi")
        joined = tf.concat([x, pi], -1)
        return pi, mlp(joined, [4, 1], name="q1"), mlp(joined, [4, 1], name="q2")


def forward(x):
    agent = Agent(x)
    return agent.pi + agent.q + agent.gap

import tensorflow as tf


class Agent(object):
    def __init__(self, name, x):
        self.name = name
        with tf.variable_scope(self.name):
            self.value = tf.layers.dense(x, 1, name="value")

    def get_vars(self):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)


def forward(x):
    agents = [Agent(k, x) for k in ("online", "target")]
    sync = [tf.reduce_sum(v) for agent in agents for v in agent.get_vars()]
    return agents[0].value + agents[1].value * tf.add_n(sync)

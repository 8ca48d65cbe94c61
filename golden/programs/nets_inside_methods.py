import numpy as np
import tensorflow as tf


class Agent(object):
    """Two networks of one shape, built by a function inside the method; what it reads of the object changes in between."""

    def __init__(self, sizes, actions):
        self.sizes = sizes
        self.actions = actions
        self.scale = 0.5
        self._build_net()
        self._build_critic()

    def _build_net(self):
        def build_layers(s, init):
            for i, size in enumerate(self.sizes):
                with tf.variable_scope('l%d' % i):
                    w = tf.get_variable('w', [s.shape[1].value, size], initializer=init)
                    s = tf.nn.relu(tf.matmul(s, w))
            return head(s, init) * self.scale

        def head(h, init):
            with tf.variable_scope('head'):
                w = tf.get_variable('w', [h.shape[1].value, self.actions], initializer=init)
                return tf.matmul(h, w)

        self.s = tf.placeholder(tf.float32, [None, 3], 's')
        with tf.variable_scope('eval_net'):
            self.q_eval = build_layers(self.s, tf.constant_initializer(0.25))
        self.target = tf.placeholder(tf.float32, [None, self.actions], 'target')
        self.loss = tf.reduce_mean(tf.squared_difference(self.target, self.q_eval))
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)
        self.scale = 2.0
        self.s_ = tf.placeholder(tf.float32, [None, 3], 's_')
        with tf.variable_scope('target_net'):
            self.q_next = build_layers(self.s_, tf.constant_initializer(0.5))

    def _build_critic(self):
        names = []
        for i in range(2):
            names.append('s%d' % i)
        h = self.s
        for i, size in enumerate(self.sizes):
            h = tf.layers.dense(h, size, name='c%d' % i, kernel_initializer=tf.ones_initializer())
            tf.summary.histogram('h%d' % i, h)
        self.value = tf.layers.dense(h, 1, name='value', kernel_initializer=tf.ones_initializer())
        tf.summary.scalar('value', tf.reduce_mean(self.value))
        self.merged = tf.summary.merge_all()


agent = Agent([4, 2], 3)
print([v.op.name for v in tf.global_variables()], agent.s_.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    s = np.arange(6).reshape(2, 3) / 4.0
    feed = {agent.s: s, agent.s_: s, agent.target: np.ones([2, 3])}
    sess.run(agent.train, feed)
    for out in sess.run([agent.q_eval, agent.q_next, agent.value, agent.loss], feed):
        print(np.round(out, 3).tolist())
    summary = tf.Summary()
    summary.ParseFromString(sess.run(agent.merged, feed))
    print([v.tag for v in summary.value])

import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self, scope, globalnet=None, n=2):
        with tf.variable_scope(scope):
            self.s = tf.placeholder(tf.float32, [None, 3], 'S')
            w_init = tf.random_normal_initializer(0., .1)
            with tf.variable_scope('actor'):
                l_a = tf.layers.dense(self.s, 4, tf.nn.relu6, kernel_initializer=w_init, name='la')
                self.a_prob = tf.layers.dense(l_a, n, tf.nn.softmax, kernel_initializer=w_init, name='ap')
            with tf.variable_scope('critic'):
                l_c = tf.layers.dense(self.s, 4, tf.nn.relu6, kernel_initializer=w_init, name='lc')
                self.v = tf.layers.dense(l_c, 1, kernel_initializer=w_init, name='v')
        self.a_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope + '/actor')
        self.c_params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope + '/critic')
        if globalnet is not None:
            with tf.name_scope('sync'):
                with tf.name_scope('pull'):
                    self.pull = [l_p.assign(g_p) for l_p, g_p in zip(self.a_params, globalnet.a_params)]


g = Net('Global_Net')
ws = [Net('W_%i' % i, g) for i in range(2)]
print([p.name for p in ws[1].a_params], [p.name for p in ws[0].pull], ws[1].v.name, g.a_prob.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([w.pull for w in ws])
    s = np.ones([1, 3])
    a, b = sess.run([g.a_prob, ws[1].a_prob], {g.s: s, ws[1].s: s})
    print(np.allclose(a, b), a.shape)

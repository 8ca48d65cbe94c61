import tensorflow as tf
from tensorflow.contrib.rnn import RNNCell


class MGU(RNNCell):
    def __init__(self, n, reuse=None):
        super(MGU, self).__init__(_reuse=reuse)
        self._n = n

    @property
    def state_size(self):
        return self._n

    @property
    def output_size(self):
        return self._n

    def call(self, inputs, state):
        with tf.variable_scope('gate'):
            f = tf.sigmoid(tf.contrib.rnn.python.ops.core_rnn_cell._linear([inputs, state], self._n, True) if False else tf.layers.dense(tf.concat([inputs, state], 1), self._n, name='l', kernel_initializer=tf.constant_initializer(0.2)))
        w = tf.get_variable('w', [inputs.shape[1].value, self._n], initializer=tf.constant_initializer(0.3))
        h = (1 - f) * state + f * tf.tanh(tf.matmul(inputs, w))
        return h, h


class Plain(tf.nn.rnn_cell.RNNCell):
    state_size = 2
    output_size = 2

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or type(self).__name__):
            v = tf.get_variable('v', [2], initializer=tf.ones_initializer())
            return inputs * v, state + v


x = tf.ones([1, 3, 2])
o, s = tf.nn.dynamic_rnn(MGU(2), x, dtype=tf.float32)
o2, s2 = tf.nn.dynamic_rnn(Plain(), x, dtype=tf.float32, scope='p')
print([v.name for v in tf.trainable_variables()], o.name, s2.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(s).round(5).tolist(), sess.run([o2, s2])[1].tolist())

import tensorflow as tf

class MyCell(tf.nn.rnn_cell.RNNCell):
    def __init__(self, n, reuse=None):
        super(MyCell, self).__init__(_reuse=reuse)
        self._n = n
    @property
    def state_size(self):
        return self._n
    @property
    def output_size(self):
        return self._n
    def call(self, x, h):
        with tf.variable_scope('gate'):
            w = tf.get_variable('w', [x.get_shape()[1].value + self._n, self._n], initializer=tf.constant_initializer(0.1))
        h = tf.tanh(tf.matmul(tf.concat([x, h], 1), w))
        return h, h

class Old(tf.contrib.rnn.RNNCell):
    state_size = output_size = 2
    def __call__(self, x, h, scope=None):
        with tf.variable_scope(scope or type(self).__name__):
            o = tf.layers.dense(tf.concat([x, h], -1), 2, name='p', kernel_initializer=tf.ones_initializer())
        return o, o

o, s = tf.nn.dynamic_rnn(MyCell(3), tf.ones([2, 3, 1]), dtype=tf.float32)
p, _ = tf.nn.static_rnn(Old(), [tf.ones([1, 1])] * 2, dtype=tf.float32, scope='old')
r = tf.contrib.rnn.ResidualWrapper(MyCell(1))
q, _ = tf.nn.dynamic_rnn(r, tf.ones([1, 2, 1]), dtype=tf.float32, scope='res')
print(o.name, p[-1].name, q.name, [v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(o)[0].round(4).tolist(), sess.run(p[-1]).tolist(), sess.run(q).round(4).ravel().tolist())

import tensorflow as tf


class MemN2N(object):
    def __init__(self, hops=3, size=4, tie=True, name="MemN2N"):
        self._hops = hops
        self._size = size
        self._name = name
        self._init = tf.random_normal_initializer(stddev=0.1)
        self._build_vars()

    def _build_vars(self):
        with tf.variable_scope(self._name):
            self.A_1 = tf.Variable(self._init([3, self._size]), name="A")
            self.C = []
            for hopn in range(self._hops):
                with tf.variable_scope("hop_{}".format(hopn)):
                    self.C.append(tf.Variable(self._init([self._size, self._size]), name="C"))

    def inference(self, q):
        with tf.variable_scope(self._name):
            u = [tf.matmul(q, self.A_1)]
            for hopn in range(self._hops):
                with tf.variable_scope("hop_{}".format(hopn)):
                    u.append(tf.nn.tanh(tf.matmul(u[-1], self.C[hopn])) + u[-1])
            with tf.variable_scope("hop_{}".format(self._hops)):
                return u[-1]


def forward(x):
    return MemN2N().inference(x)

import abc
import tensorflow as tf

class Base(object):
    __metaclass__ = abc.ABCMeta
    def __init__(self, name):
        self._name = name
        self._reuse = None
    @property
    def variables(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=self._name + '/')
    def __call__(self, x):
        with tf.variable_scope(self._name, reuse=self._reuse):
            y = self._build(x)
        self._reuse = True
        return y

class Mlp(Base):
    sizes = (3, 1)
    def _build(self, x):
        for i, n in enumerate(self.sizes):
            x = tf.contrib.layers.fully_connected(x, n, scope='fc%d' % i)
        return x

class Deep(Mlp):
    sizes = (4,) + Mlp.sizes
    def _build(self, x):
        return super(Deep, self)._build(tf.nn.relu(x)) * tf.get_variable('scale', [], initializer=tf.ones_initializer())

m, d = Mlp('m'), Deep('d')
print(m(tf.ones([1, 2])).name, m(tf.zeros([1, 2])).name, d(tf.ones([1, 2])).name)
print([v.name for v in m.variables], [v.name for v in d.variables])

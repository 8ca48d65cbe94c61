import tensorflow as tf
from tensorflow.python.layers import base

class Gate(base.Layer):
    def __init__(self, units, **kw):
        super(Gate, self).__init__(**kw)
        self.units = units
        self.input_spec = base.InputSpec(min_ndim=2)
    def build(self, shape):
        n = tf.TensorShape(shape)[-1].value
        self.k = self.add_variable(name='k', shape=(n, self.units), initializer=tf.ones_initializer(), regularizer=tf.nn.l2_loss, trainable=True)
        super(Gate, self).build(shape)
    def call(self, inputs, scale=1.0):
        self.add_loss(tf.reduce_sum(inputs) * 0.5, inputs=inputs)
        return tf.sigmoid(tf.matmul(inputs, self.k)) * scale
    def compute_output_shape(self, s):
        return tf.TensorShape(s)[:-1].concatenate(self.units)

g = Gate(3)
x = tf.ones([2, 2])
y, z = g(x), g(x, scale=2.0)
print(y.name, z.name, g.compute_output_shape([2, 2]), [l.name for l in g.losses], len(tf.losses.get_regularization_losses()))
print(g.variables[0].name, g.built, g.input_spec.min_ndim, [l.name for l in g.get_losses_for(x)])

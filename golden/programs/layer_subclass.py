import tensorflow as tf


class Scaled(tf.layers.Layer):
    def __init__(self, units, scale=1.0, **kwargs):
        super(Scaled, self).__init__(**kwargs)
        self.units, self.scale = units, scale

    def build(self, input_shape):
        self.kernel = self.add_variable('kernel', [input_shape[-1].value, self.units], initializer=tf.constant_initializer(0.5))
        self.bias = self.add_weight('bias', shape=[self.units], initializer=tf.zeros_initializer(), regularizer=tf.contrib.layers.l2_regularizer(0.1))
        self.built = True

    def call(self, inputs):
        self.add_loss(tf.reduce_sum(self.kernel), inputs=True) if False else None
        return self.scale * (tf.matmul(inputs, self.kernel) + self.bias)

    def compute_output_shape(self, s):
        return tf.TensorShape([s[0], self.units])


l = Scaled(2, 3.0)
with tf.variable_scope('out'):
    a = l(tf.ones([1, 4]))
    b = l.apply(tf.zeros([1, 4]))
    c = Scaled(1, name='named')(a)
print(a.name, b.name, c.name, l.name, l.scope_name, [v.name for v in l.weights], l.built, l.input_shape if False else '')
print([v.name for v in tf.global_variables()], len(tf.losses.get_regularization_losses()), [x.name for x in l.losses], l.count_params())
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run([a, b, c]))

import tensorflow as tf

class Scale(tf.layers.Layer):
    def __init__(self, factor, **kwargs):
        super(Scale, self).__init__(**kwargs)
        self.factor = factor

    def build(self, input_shape):
        self.w = self.add_variable('w', [int(input_shape[-1])], initializer=tf.ones_initializer())
        self.b = self.add_weight('b', shape=[], trainable=False, initializer='zeros')
        self.built = True

    def call(self, x):
        return x * self.w * self.factor + self.b

s = Scale(3.0)
y = s(tf.ones([2, 2]))
z = s(tf.zeros([1, 2]))
t = Scale(1.0, name='named')(y)
print(y.name, z.name, t.name, [v.name for v in tf.global_variables()], [v.name for v in s.trainable_weights])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y).tolist())

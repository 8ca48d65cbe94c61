import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable([2.0, 3.0])
c = tf.Variable(3, name='c')
d = tf.Variable(4, name='c')
with tf.variable_scope('v'):
    e = tf.Variable(1.0, name='e')
    f = tf.get_variable('e', [1])
with tf.variable_scope('v'):
    g = tf.Variable(1.0, name='e')
with tf.name_scope('v'):
    h = tf.Variable(1.0, trainable=False, name='e')
C = tf.Variable(1, name='C')
for v in (a, b, c, d, e, f, g, h, C):
    print(v.name, v.shape, v.dtype, v.trainable if hasattr(v, 'trainable') else v in tf.trainable_variables())

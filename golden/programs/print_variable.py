import tensorflow as tf

with tf.variable_scope('a'):
    w = tf.get_variable('w', [2, 3])
    v = tf.Variable([1.0, 2.0], name='v')
print(w)
print(v, [w])
print(tf.trainable_variables())
print('%s' % w, str(v), repr(w))

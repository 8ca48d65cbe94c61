import tensorflow as tf

conv = tf.layers.Conv1D(3, 2, name='shared')
bn = tf.layers.BatchNormalization()
d1 = tf.layers.Dense(2)
d2 = tf.layers.Dense(2)
x = tf.ones([1, 5, 2])
with tf.variable_scope('first'):
    y1 = d1(bn(conv(x), training=True))
with tf.variable_scope('second'):
    y2 = d2(d1(bn(conv(x))))
print(conv.name, bn.name, d1.name, d2.name)
print(y1.name, y2.name)
print([v.name for v in tf.global_variables()])
print([v.name for v in d1.trainable_variables], [v.name for v in bn.non_trainable_variables], len(bn.updates))

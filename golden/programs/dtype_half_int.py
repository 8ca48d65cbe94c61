import tensorflow as tf

with tf.variable_scope('h', dtype=tf.float16):
    a = tf.get_variable('a', [2])
    y = tf.layers.dense(tf.ones([1, 2], tf.float16), 2)
    z = tf.layers.dense(tf.ones([1, 2], tf.float64), 2)
i = tf.get_variable('i', [2], tf.int32)
b = tf.get_variable('b', [2], tf.bool)
c = tf.get_variable('c', initializer=tf.constant('s'))
k = tf.get_variable('k', [1], dtype=tf.complex64, initializer=tf.zeros_initializer())
print([(v.name, v.dtype) for v in tf.global_variables()], y.dtype, z.dtype)

import tensorflow as tf

a = tf.get_variable('a', [2], initializer=tf.zeros_initializer())
b = tf.Variable(tf.ones([2]), name='b', collections=['x'], trainable=True)
c = tf.Variable(initial_value=lambda: tf.ones([3]), name='c', validate_shape=True, dtype=tf.float32)
d = tf.contrib.framework.variable('d', [1], trainable=False)
e = tf.get_variable('e', shape=[1], validate_shape=False, initializer=lambda shape, dtype=None, partition_info=None: tf.fill(shape, 9.0))
print([v.name for v in tf.all_variables()], [v.name for v in tf.get_collection('x')], [v.name for v in tf.trainable_variables()])
print(a.op.name, a.dtype, a.dtype.base_dtype, a._shared_name, a.initial_value.name, b.initializer.name)
print(tf.contrib.framework.get_variable_full_name(a), tf.contrib.framework.get_unique_variable('a').name)
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    print(sess.run(tf.report_uninitialized_variables([a, b])), sess.run(e), sess.run(tf.assert_variables_initialized([a])) is None)

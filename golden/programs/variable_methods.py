import tensorflow as tf

v = tf.Variable([1., 2., 3.], name='v', dtype=tf.float32)
n = tf.get_variable('n', initializer=lambda: tf.constant(4), dtype=tf.int32, trainable=False)
u = tf.get_variable('u', [3], initializer=tf.initializers.constant([7, 8, 9]), use_resource=True)
ops = [tf.assign(v, [3., 2., 1.]), tf.assign_add(n, 2), v.assign_sub([1., 1., 1.]), tf.scatter_update(v, [0], [9.]), tf.scatter_add(v, [1], [5.])]
cnt = n.count_up_to(100)
print(v.initial_value.name, v.initialized_value().shape, v.value().name, u.read_value().name, [o.name for o in ops], cnt.name)
print(v.dtype, n.dtype, u.dtype, v.shape, v.get_shape().as_list(), v.op.type, v.initializer.name, v.name)
with tf.Session() as s:
    s.run(tf.variables_initializer([v, n, u]))
    print(s.run(tf.report_uninitialized_variables()), s.run(tf.is_variable_initialized(v)))
    for o in ops:
        print(s.run(o).tolist())
    print(s.run(cnt), n.eval(s), (v[1:] * 2).eval(session=s), s.run(u))
    v.load([0., 0., 0.], s)
    print(s.run(v))

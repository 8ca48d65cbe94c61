import tensorflow as tf

reg = tf.contrib.layers.l2_regularizer(0.1)
init = tf.constant_initializer(3.0)
with tf.variable_scope('s', initializer=init, regularizer=reg, dtype=tf.float64) as s:
    v = tf.get_variable('v', [2])
    with tf.variable_scope('t'):
        t = tf.get_variable('v', [1])
        u = tf.get_variable('u', [1], dtype=tf.float32, regularizer=tf.contrib.layers.l1_regularizer(0.5))
    print(s.dtype, s.initializer is init, s.regularizer is reg, s.caching_device, s.use_resource, s.partitioner, s.constraint)
    s.set_initializer(tf.ones_initializer())
    s.set_regularizer(None)
    w = tf.get_variable('w', [1])
losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
print([l.name for l in losses], v.dtype, t.dtype, u.dtype, w.dtype)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(['%.3f' % x for x in sess.run(losses)], sess.run(w), sess.run(t))

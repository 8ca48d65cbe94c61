import tensorflow as tf

x = tf.get_variable('x', [2], initializer=tf.ones_initializer())
with tf.variable_scope('s'):
    y = tf.get_variable('y', [], initializer=tf.ones_initializer())
loss = tf.reduce_sum(tf.square(x)) * y
opts = [tf.train.MomentumOptimizer(0.1, 0.9), tf.train.AdamOptimizer(), tf.train.RMSPropOptimizer(0.1), tf.train.AdagradOptimizer(0.1),
        tf.train.AdadeltaOptimizer(), tf.train.FtrlOptimizer(0.1), tf.train.GradientDescentOptimizer(0.5), tf.train.ProximalGradientDescentOptimizer(0.1)]
with tf.variable_scope('train'):
    ops = [o.minimize(loss, name='m%d' % i) for i, o in enumerate(opts)]
print([op.name for op in ops])
for v in tf.global_variables():
    print(v.name, v.shape)
print(opts[0].get_slot_names(), opts[1].get_slot_names(), opts[1].get_slot(x, 'm').name, opts[0].get_name())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for op in ops:
        sess.run(op)
    print(['%.5f' % v for v in sess.run(x)], '%.5f' % sess.run(y))

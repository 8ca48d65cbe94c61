import tensorflow as tf

with tf.variable_scope('m'):
    w = tf.get_variable('w', [2], initializer=tf.constant_initializer([1., -1.]))
loss = tf.reduce_sum(tf.square(w - 3.))
opts = [tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True), tf.train.AdamOptimizer(0.1, name='A'),
        tf.train.RMSPropOptimizer(0.1, momentum=0.5, centered=True), tf.train.AdagradOptimizer(0.1),
        tf.train.FtrlOptimizer(0.1), tf.train.AdadeltaOptimizer(0.5), tf.train.ProximalAdagradOptimizer(0.1)]
step = tf.train.get_or_create_global_step()
ops = [o.minimize(loss, global_step=step) for o in opts]
print([v.name for v in tf.global_variables()])
print([o.get_slot_names() for o in opts], opts[1].get_name())
with tf.Session() as sess:
    for op in ops:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            sess.run(op)
        print(op.name, ['%.5f' % v for v in sess.run(w)], sess.run(step))

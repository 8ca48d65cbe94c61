import tensorflow as tf

w = tf.get_variable('w', initializer=tf.constant([3.0, 4.0]))
u = tf.get_variable('unused', [1])
step = tf.Variable(0, name='step', trainable=False)
opt = tf.train.GradientDescentOptimizer(tf.train.exponential_decay(0.1, step, 2, 0.5, staircase=True))
gv = opt.compute_gradients(tf.reduce_sum(w * w))
print([(g is None, v.name) for g, v in gv])
clipped = [(tf.clip_by_norm(g, 1.0), v) for g, v in gv if g is not None]
grads, norm = tf.clip_by_global_norm([g for g, _ in clipped], 0.5)
train = opt.apply_gradients(zip(grads, [v for _, v in clipped]), global_step=step)
print(norm.name, train.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train)
    print(['%.4f' % v for v in sess.run(w)], sess.run(step))

import tensorflow as tf

loss_w = tf.get_variable('w', [2], initializer=tf.ones_initializer())
loss = tf.reduce_sum(loss_w ** 2)
step = tf.train.get_or_create_global_step()
op = tf.contrib.layers.optimize_loss(loss, step, learning_rate=0.1, optimizer='Adam', clip_gradients=1.0, learning_rate_decay_fn=lambda lr, s: tf.train.exponential_decay(lr, s, 10, 0.5), summaries=[], name='train')
sched = [tf.train.piecewise_constant(step, [1, 3], [1., .5, .1]), tf.train.polynomial_decay(1., step, 10, 0.1, power=2.), tf.train.inverse_time_decay(1., step, 1, 0.5), tf.train.natural_exp_decay(1., step, 2, 0.5), tf.train.cosine_decay(1., step, 10), tf.train.noisy_linear_cosine_decay(1., step, 10, initial_variance=0.) if False else tf.train.linear_cosine_decay(1., step, 10)]
print(op.name, [s.name for s in sched], [v.name for v in tf.global_variables()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    for _ in range(2):
        print('%.5f' % s.run(op), ['%.5f' % v for v in s.run(sched)])

import tensorflow as tf

step = tf.Variable(5, trainable=False, name='step')
outs = [tf.train.exponential_decay(1.0, step, 10, 0.5), tf.train.piecewise_constant(step, [3, 6], [1.0, 2.0, 3.0]),
        tf.train.polynomial_decay(1.0, step, 10, 0.1, power=2.0), tf.train.inverse_time_decay(1.0, step, 1, 0.5),
        tf.train.natural_exp_decay(1.0, step, 10, 0.3), tf.train.cosine_decay(1.0, step, 10), tf.train.linear_cosine_decay(1.0, step, 10),
        tf.train.noisy_linear_cosine_decay(1.0, step, 10, initial_variance=0.0) if False else tf.train.cosine_decay_restarts(1.0, step, 3)]
print([o.name for o in outs])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(['%.5f' % v for v in sess.run(outs)], tf.train.global_step(sess, step))

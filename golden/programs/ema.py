import tensorflow as tf

with tf.variable_scope('m'):
    w = tf.get_variable('w', [2], initializer=tf.ones_initializer())
ema = tf.train.ExponentialMovingAverage(0.9, num_updates=None)
with tf.variable_scope('avg'):
    op = ema.apply([w])
bump = w.assign(w * 2)
print(ema.average(w).name, ema.average_name(w), sorted(ema.variables_to_restore().keys()))
with tf.control_dependencies([bump]):
    both = tf.group(ema.apply(tf.trainable_variables()), name='both')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(bump)
    sess.run(op)
    print(sess.run(ema.average(w)), both.name)
print([v.name for v in tf.moving_average_variables()])

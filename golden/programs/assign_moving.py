import tensorflow as tf
from tensorflow.python.training import moving_averages

x = tf.placeholder(tf.float32, [])
mean = tf.get_variable('mean', [], initializer=tf.zeros_initializer(), trainable=False)
up = moving_averages.assign_moving_average(mean, x, 0.9, zero_debias=False)
ema = tf.train.ExponentialMovingAverage(0.9, num_updates=tf.Variable(5, name='n', trainable=False), zero_debias=False, name='avg')
op = ema.apply([mean])
print(up.name, op.name, ema.average(mean).name, [v.name for v in tf.moving_average_variables()], [v.name for v in tf.global_variables()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    for v in (1., 2.):
        s.run(up, {x: v})
        s.run(op)
        print('%.5f %.5f' % tuple(s.run([mean, ema.average(mean)])))

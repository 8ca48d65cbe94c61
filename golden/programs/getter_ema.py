import tensorflow as tf

ema = tf.train.ExponentialMovingAverage(0.5)


def net(x, getter=None, reuse=None):
    with tf.variable_scope('net', custom_getter=getter, reuse=reuse):
        return tf.layers.dense(x, 1, kernel_initializer=tf.ones_initializer(), name='out')


def averaged(getter, name, *args, **kwargs):
    v = getter(name, *args, **kwargs)
    return ema.average(v) if ema.average(v) is not None else v


x = tf.placeholder(tf.float32, [None, 2])
y = net(x)
params = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='net')
update = ema.apply(params)
y_avg = net(x, averaged, True)
print([v.name for v in tf.global_variables()], update.name, y_avg.name)
print([(ema.average_name(p)) for p in params], sorted(ema.variables_to_restore()))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([p.assign(p * 3. + 1.) for p in params])
    sess.run(update)
    print(sess.run([y, y_avg], {x: [[1., 2.]]}))

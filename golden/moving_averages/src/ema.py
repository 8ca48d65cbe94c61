import tensorflow as tf

MOVING_AVERAGE_DECAY = 0.9


def net(x):
  with tf.variable_scope('net'):
    w = tf.get_variable('w', [2, 2])
    b = tf.get_variable('b', [2], initializer=tf.zeros_initializer())
    return tf.matmul(x, w) + b


def model():
  x = tf.placeholder(tf.float32, [None, 2], name='x')
  global_step = tf.Variable(0, trainable=False, name='global_step')
  y = net(x)
  loss = tf.reduce_mean(tf.square(y - 1.0))
  opt_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss, global_step=global_step)
  ema = tf.train.ExponentialMovingAverage(MOVING_AVERAGE_DECAY, num_updates=global_step)
  with tf.control_dependencies([opt_op]):
    train_op = ema.apply(tf.trainable_variables())
  return x, y, loss, train_op, ema, global_step


def build():
  x, y, loss, _, ema, _ = model()
  shadow = [ema.average(v) for v in tf.trainable_variables()]
  return y, loss, shadow, sorted(ema.variables_to_restore())


def run(checkpoint, x):
  x_ph, y, loss, train_op, ema, global_step = model()
  saver = tf.train.Saver()
  shadow_saver = tf.train.Saver(ema.variables_to_restore())
  with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    saver.restore(sess, checkpoint)
    losses = [sess.run([train_op, loss], {x_ph: x})[1] for _ in range(4)]
    averages = sess.run([ema.average(v) for v in tf.trainable_variables()])
    step = sess.run(tf.assign_add(global_step, 1))
    # evaluation runs on the shadow values
    shadow_saver.restore(sess, checkpoint)
    return losses, averages, step, sess.run(y, {x_ph: x}), [v.op.name for v in tf.moving_average_variables()]

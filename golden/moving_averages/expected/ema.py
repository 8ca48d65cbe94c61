import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

MOVING_AVERAGE_DECAY = 0.9


def net(x):
  with compat_scope.variable_scope('net'):
    w = compat_scope.get_variable('w', [2, 2])
    b = compat_scope.get_variable('b', [2], initializer=tf.compat.v1.zeros_initializer())
    return tf.matmul(x, w) + b


def model():
  x = tf.compat.v1.placeholder(tf.float32, [None, 2], name='x')
  global_step = compat_scope.Variable(0, trainable=False, name='global_step')
  y = net(x)
  loss = tf.reduce_mean(tf.square(y - 1.0))
  opt_op = tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(loss, global_step=global_step)
  ema = compat_scope.train.ExponentialMovingAverage(MOVING_AVERAGE_DECAY, num_updates=global_step)
  with tf.control_dependencies([opt_op]):
    train_op = ema.apply(compat_scope.trainable_variables())
  return x, y, loss, train_op, ema, global_step


def build():
  x, y, loss, _, ema, _ = model()
  shadow = [ema.average(v) for v in compat_scope.trainable_variables()]
  return y, loss, shadow, sorted(ema.variables_to_restore())


def run(checkpoint, x):
  x_ph, y, loss, train_op, ema, global_step = model()
  saver = tf.compat.v1.train.Saver()
  shadow_saver = tf.compat.v1.train.Saver(ema.variables_to_restore())
  with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.global_variables_initializer())
    saver.restore(sess, checkpoint)
    losses = [sess.run([train_op, loss], {x_ph: x})[1] for _ in range(4)]
    averages = sess.run([ema.average(v) for v in compat_scope.trainable_variables()])
    step = sess.run(tf.compat.v1.assign_add(global_step, 1))
    # evaluation runs on the shadow values
    shadow_saver.restore(sess, checkpoint)
    return losses, averages, step, sess.run(y, {x_ph: x}), [v.op.name for v in compat_scope.moving_average_variables()]

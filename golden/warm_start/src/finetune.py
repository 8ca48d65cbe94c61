import collections
import re

import tensorflow as tf


def backbone(x, scope="backbone"):
  with tf.variable_scope(scope):
    for i in range(2):
      x = tf.layers.dense(x, 4, activation=tf.nn.relu, name="layer_%d" % i)
    return x


def get_assignment_map(tvars, init_checkpoint):
  """Pairs the model's variables with those of the checkpoint."""
  name_to_variable = collections.OrderedDict()
  for var in tvars:
    name = var.name
    m = re.match("^(.*):\\d+$", name)
    if m is not None:
      name = m.group(1)
    name_to_variable[name] = var

  assignment_map = collections.OrderedDict()
  initialized = {}
  for x in tf.train.list_variables(init_checkpoint):
    (name, var) = (x[0], x[1])
    if name not in name_to_variable:
      continue
    assignment_map[name] = name
    initialized[name] = 1
    initialized[name + ":0"] = 1
  return assignment_map, initialized


def model():
  x = tf.placeholder(tf.float32, [None, 4], name="x")
  h = backbone(x)
  return x, tf.layers.dense(h, 2, name="head")


def build():
  return model()[1]


def run(checkpoint, x):
  x_ph, y = model()
  student = backbone(x_ph, scope="student")
  tvars = tf.trainable_variables()
  assignment_map, initialized = get_assignment_map(tvars, checkpoint)
  tf.train.init_from_checkpoint(checkpoint, assignment_map)
  tf.train.init_from_checkpoint(checkpoint, {"backbone/": "student/"})
  bias = tf.train.load_variable(checkpoint, "head/bias")
  shift = tf.get_variable("shift", initializer=bias)
  restore_list = tf.contrib.framework.get_variables_to_restore(include=["student"])
  head = tf.train.Saver(var_list=[v for v in tf.global_variables() if v.name.startswith("head")])
  with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    before = sess.run([y, student, shift], {x_ph: x})
    sess.run(tf.assign(tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, "head/kernel")[0], tf.zeros([4, 2])))
    zeroed = sess.run(y, {x_ph: x})
    head.restore(sess, checkpoint)
    after = sess.run(y, {x_ph: x})
  return before, zeroed, after, sorted(initialized), [v.op.name for v in restore_list]

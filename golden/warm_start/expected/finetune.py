import collections
import re

import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


def backbone(x, scope="backbone"):
  with compat_scope.variable_scope(scope):
    for i in range(2):
      x = compat_scope.layers.dense(x, 4, activation=tf.nn.relu, name="layer_%d" % i)
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
  x = tf.compat.v1.placeholder(tf.float32, [None, 4], name="x")
  h = backbone(x)
  return x, compat_scope.layers.dense(h, 2, name="head")


def build():
  return model()[1]


def run(checkpoint, x):
  x_ph, y = model()
  student = backbone(x_ph, scope="student")
  tvars = compat_scope.trainable_variables()
  assignment_map, initialized = get_assignment_map(tvars, checkpoint)
  tf.compat.v1.train.init_from_checkpoint(checkpoint, assignment_map)
  tf.compat.v1.train.init_from_checkpoint(checkpoint, {"backbone/": "student/"})
  bias = tf.train.load_variable(checkpoint, "head/bias")
  shift = compat_scope.get_variable("shift", initializer=bias)
  restore_list = compat_scope.contrib.framework.get_variables_to_restore(include=["student"])
  head = tf.compat.v1.train.Saver(var_list=[v for v in compat_scope.global_variables() if v.name.startswith("head")])
  with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.global_variables_initializer())
    before = sess.run([y, student, shift], {x_ph: x})
    sess.run(tf.compat.v1.assign(compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, "head/kernel")[0], tf.zeros([4, 2])))
    zeroed = sess.run(y, {x_ph: x})
    head.restore(sess, checkpoint)
    after = sess.run(y, {x_ph: x})
  return before, zeroed, after, sorted(initialized), [v.op.name for v in restore_list]

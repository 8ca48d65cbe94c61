"""A small classifier in the style of tutorials: helpers keep variables on the CPU and let them decay."""
import tensorflow as tf

WEIGHT_DECAY = 0.02


def _variable_on_cpu(name, shape, initializer, use_fp16=False):
  """Helper to create a variable stored in CPU memory.

  Args:
    name: name of the variable
    shape: list of ints
    initializer: initializer for the variable
  """
  with tf.device('/cpu:0'):
    dtype = tf.float16 if use_fp16 else tf.float32
    var = tf.get_variable(name, shape, initializer=initializer, dtype=dtype)
  return var


def _variable_with_weight_decay(name, shape, stddev, wd, use_xavier=False):
  """Helper to create a variable that may decay: its loss goes to the collection `losses`."""
  if use_xavier:
    initializer = tf.contrib.layers.xavier_initializer()
  else:
    initializer = tf.truncated_normal_initializer(stddev=stddev)
  var = _variable_on_cpu(name, shape, initializer)
  if wd is not None:
    weight_decay = tf.multiply(tf.nn.l2_loss(var), wd, name='weight_loss')
    tf.add_to_collection('losses', weight_decay)
  return var


def conv(images, channels, scope, weight_decay=None):
  with tf.variable_scope(scope) as sc:
    kernel = _variable_with_weight_decay('weights', shape=[3, 3, images.get_shape()[-1].value, channels],
                                         stddev=5e-2, wd=weight_decay)
    biases = _variable_on_cpu('biases', [channels], tf.constant_initializer(0.1))
    out = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], padding='SAME')
    return tf.nn.relu(tf.nn.bias_add(out, biases), name=sc.name)


def dense(x, units, scope, stddev=0.04, weight_decay=WEIGHT_DECAY, use_xavier=True):
  with tf.variable_scope(scope):
    num_inputs = x.get_shape()[-1].value
    weights = _variable_with_weight_decay('weights', [num_inputs, units], stddev, weight_decay, use_xavier)
    return tf.matmul(x, weights) + _variable_on_cpu('biases', [units], tf.zeros_initializer())


def inference(images, classes):
  net = conv(images, 4, 'conv1')
  net = conv(net, 5, 'conv2', weight_decay=0.1)
  net = tf.reduce_mean(net, [1, 2])
  net = tf.nn.relu(dense(net, 6, 'fc1'))
  return dense(net, classes, 'fc2', weight_decay=None, use_xavier=False)


def train(images, labels, classes):
  """The logits, and the loss with all decays."""
  logits = inference(images, classes)
  error = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
  tf.add_to_collection('losses', error)
  return logits, tf.add_n(tf.get_collection('losses'), name='total_loss')

"""What is trained on top of a `Reader`."""
import tensorflow as tf

import reader as reading
from reader import Reader


def classify(config, is_training, ids, mask, labels, num_labels):
  """A class for each sequence: (loss, logits)."""
  model = reading.Reader(config=config, is_training=is_training, ids=ids, mask=mask)

  # The whole sequence counts; `model.get_sequence()` would give each place.
  output = model.get_summary()

  hidden = output.shape[-1].value

  weights = tf.get_variable("output_weights", [num_labels, hidden],
                            initializer=tf.truncated_normal_initializer(stddev=0.2))
  bias = tf.get_variable("output_bias", [num_labels], initializer=tf.zeros_initializer())

  with tf.variable_scope("loss"):
    if is_training:
      output = tf.nn.dropout(output, keep_prob=0.9)
    logits = tf.nn.bias_add(tf.matmul(output, weights, transpose_b=True), bias)
    log_probs = tf.nn.log_softmax(logits, axis=-1)
    one_hot = tf.one_hot(labels, depth=num_labels, dtype=tf.float32)
    loss = tf.reduce_mean(-tf.reduce_sum(one_hot * log_probs, axis=-1))
    return (loss, logits)


def find_span(config, is_training, ids):
  """Scores of every place as the first and the last one of an answer."""
  model = Reader(config, is_training, ids, scope="span_reader")
  sequence = model.sequence
  shape = reading.dims(sequence, wanted=3)
  batch = shape[0]
  length = shape[1]
  hidden = shape[2]
  weights = tf.get_variable("cls/span/weights", [2, hidden], initializer=tf.random_normal_initializer(stddev=0.2))
  bias = tf.get_variable("cls/span/bias", [2], initializer=tf.zeros_initializer())
  matrix = tf.reshape(sequence, [batch * length, hidden])
  logits = tf.nn.bias_add(tf.matmul(matrix, weights, transpose_b=True), bias)
  logits = tf.unstack(tf.transpose(tf.reshape(logits, [batch, length, 2]), [2, 0, 1]), axis=0)
  return logits[0], logits[1]


def tag(config, ids, num_tags):
  """A tag for each place."""
  with tf.variable_scope("tagger"):
    sequence = Reader(config, False, ids).get_sequence()
    return tf.layers.dense(sequence, num_tags, name="tags")


def similar(config, left, right):
  """Two readers: TF1 counts the second one's name."""
  with tf.variable_scope("similar"):
    a = Reader(config, False, left)
    b = Reader(config, False, right)
    return tf.reduce_sum(a.get_summary() * b.get_summary(), -1)


def report(model):
  return model.describe()


def described(config, ids):
  """The object goes to another function."""
  model = Reader(config, False, ids, scope="described")
  report(model)
  return model.get_summary()


def labelled(config, ids):
  """Has an attribute of its own afterwards."""
  model = Reader(config, False, ids, scope="labelled")
  model.summary = model.summary * 2.0
  return model.get_summary()


def chosen(config, ids, deep):
  """Is one of two objects."""
  if deep:
    model = Reader(config, False, ids, scope="deep")
  else:
    model = Reader(config, False, ids, scope="flat")
  return model.get_summary()


class Second(Reader):
  """Gives another output by the same name."""

  def get_summary(self):
    return 2.0 * self.summary


def second(config, ids):
  model = Second(config, False, ids, scope="second")
  return model.get_summary()


def widened(config, ids):
  """The shape is asked of what may be wider than the reader."""
  model = Reader(config, False, ids, scope="widened")
  summary = model.get_summary()
  if config.depth > 1:
    summary = tf.concat([summary, summary], -1)
  weights = tf.get_variable("widened_weights", [summary.shape[-1].value, 2])
  return tf.matmul(summary, weights)


def everything(ids, mask, labels):
  config = reading.ReaderConfig()
  with tf.variable_scope("first"):
    loss, logits = classify(config, False, ids, mask, labels, 3)
  start, end = find_span(config, False, ids)
  return [loss, logits, start, end, tag(config, ids, 4), similar(config, ids, ids + 1), described(config, ids),
          labelled(config, ids), chosen(config, ids, True), second(config, ids), widened(config, ids)]

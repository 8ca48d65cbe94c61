"""Loops of TensorFlow that run a model again and again."""
import tensorflow as tf


def cell(x, past, units, scope="cell", reuse=None):
  """One step of a small language model: logits, and what the next step has to know."""
  with tf.variable_scope(scope, reuse=reuse):
    table = tf.get_variable("table", [units.vocab, units.width], initializer=tf.random_normal_initializer(stddev=0.3))
    h = tf.gather(table, x)
    if past is not None:
      w = past
    else:
      w = tf.zeros_like(h)
    h = tf.tanh(tf.layers.dense(h + w, units.width, name="mix"))
    return {"logits": tf.matmul(h, table, transpose_b=True), "state": h}


class Units(object):
  def __init__(self, vocab=7, width=4):
    self.vocab = vocab
    self.width = width


def generate(*, units, length, start=None, context=None, scale=1.0):
  """The likeliest continuation of each context."""
  if start is None:
    assert context is not None, "give one of start and context"
  else:
    context = tf.fill([2], start)

  def step(units, tokens, past=None):
    # The variables are those of every other step.
    out = cell(tokens, past, units, reuse=tf.AUTO_REUSE)
    state = out["state"]
    state.set_shape([None, units.width])
    return {"logits": out["logits"] * scale, "state": state}

  with tf.name_scope("generate"):

    def body(past, previous, output):
      found = step(units, previous, past=past)
      best = tf.argmax(found["logits"], axis=-1, output_type=tf.int32)
      return [
          found["state"] if past is None else past + found["state"],
          best,
          tf.concat([output, tf.expand_dims(best, 1)], axis=1),
      ]

    past, previous, output = body(None, context, tf.expand_dims(context, 1))

    def cond(*args):
      return True

    _, _, tokens = tf.while_loop(
        cond=cond, body=body,
        maximum_iterations=length - 1,
        loop_vars=[past, previous, output],
        shape_invariants=[
            tf.TensorShape([None, units.width]),
            tf.TensorShape([None]),
            tf.TensorShape([None, None]),
        ],
        back_prop=False)
    return tokens, past


def settle(x, units, turns):
  """A layer that is applied until it is done."""
  with tf.variable_scope("settle"):

    def turn(i, h):
      with tf.variable_scope("turn", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [units.width, units.width])
      return i + 1, tf.tanh(tf.matmul(h, w))

    i, h = turn(0, x)
    _, h = tf.while_loop(lambda i, h: i < turns, turn, [i, h])
    return h


def only_inside(x, units):
  """The variables are made in the loop itself."""

  def body(i, h):
    out = cell(tf.zeros([2], tf.int32), h, units, scope="only", reuse=tf.AUTO_REUSE)
    return i + 1, out["state"]

  return tf.while_loop(lambda i, h: i < 1, body, [0, x])[1]


def maybe_first(x, units, warm):
  """The first call need not be the one outside."""

  def body(i, h):
    out = cell(tf.zeros([2], tf.int32), h, units, scope="maybe", reuse=tf.AUTO_REUSE)
    return i + 1, out["state"]

  if warm:
    _, x = body(0, x)
  return tf.while_loop(lambda i, h: i < 1, body, [0, x])[1]


def other_units(x, small, large):
  """The inner function has settings of its own."""

  def step(units, h):
    out = cell(tf.zeros([2], tf.int32), h, units, scope="other_%d" % units.width, reuse=tf.AUTO_REUSE)
    return out["state"]

  def body(i, h):
    return i + 1, step(large, step(small, h))

  i, h = body(0, x)
  return tf.while_loop(lambda i, h: i < 2, body, [i, h])[1]


def other_scope(x, units):
  """The loop stands in another scope than the first call."""

  def body(i, h):
    out = cell(tf.zeros([2], tf.int32), h, units, scope="inner", reuse=tf.AUTO_REUSE)
    return i + 1, out["state"]

  with tf.variable_scope("first"):
    i, h = body(0, x)
  with tf.variable_scope("second"):
    return body(i, h)[1] + tf.while_loop(lambda i, h: i < 1, body, [0, h])[1]


def normalized(x, units):
  """The statistics of a batch normalization would be updated in the loop."""

  def body(i, h):
    with tf.variable_scope("normalized", reuse=tf.AUTO_REUSE):
      h = tf.layers.batch_normalization(h, training=False, name="norm")
    return i + 1, h * units.width

  i, h = body(0, x)
  return tf.while_loop(lambda i, h: i < 2, body, [i, h])[1]


def branching(x, units, wide):
  """Which variable the body has is known, but only in the body."""

  def body(i, h):
    with tf.variable_scope("branching", reuse=tf.AUTO_REUSE):
      if wide:
        w = tf.get_variable("wide", [4, units.width])
      else:
        w = tf.get_variable("narrow", [4, units.width])
    return i + 1, tf.matmul(h, w)

  i, h = body(0, x)
  return tf.while_loop(lambda i, h: i < 2, body, [i, h])[1]


def everything(context, x):
  units = Units()
  tokens, past = generate(units=units, length=4, context=context, scale=2.0)
  return [tokens, past, settle(x, units, 3), only_inside(x, units), maybe_first(x, units, True),
          other_units(x, units, units), other_scope(x, units), normalized(x, units), branching(x, units, True)]

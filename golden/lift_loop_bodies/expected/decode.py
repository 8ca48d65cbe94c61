"""Loops of TensorFlow that run a model again and again."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Cell(keras.layers.Layer):
    """One step of a small language model: logits, and what the next step has to know."""

    def __init__(self, units, *, name="cell", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.mix = keras.layers.Dense(units.width, name="mix")

    def build(self, x_shape):
        self.table = self.add_weight(
            name="table",
            shape=[self.units.vocab, self.units.width],
            initializer=keras.initializers.RandomNormal(stddev=0.3),
        )

    def call(self, x, past):
        h = tf.gather(self.table, x)
        if past is not None:
            w = past
        else:
            w = tf.zeros_like(h)
        h = tf.tanh(self.mix(h + w))
        return {"logits": tf.matmul(h, self.table, transpose_b=True), "state": h}

    def get_config(self):
        return super().get_config() | {"units": dict(vars(self.units))}

    @classmethod
    def from_config(cls, config):
        units = Units(**config["units"])
        return cls(**config | {"units": units})


class Units(object):
  def __init__(self, vocab=7, width=4):
    self.vocab = vocab
    self.width = width


class Generate(keras.layers.Layer):
    """The likeliest continuation of each context."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, units, length, scale=1.0, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.length = length
        self.scale = scale
        self.cell = Cell(units)

    def call(self, *, start=None, context=None):
        if start is None:
            assert context is not None, "give one of start and context"
        else:
            context = tf.fill([2], start)

        def step(units, tokens, past=None):
            # The variables are those of every other step.
            out = self.cell(tokens, past)
            state = out["state"]
            state.set_shape([None, units.width])
            return {"logits": out["logits"] * self.scale, "state": state}

        with tf.name_scope("generate"):

            def body(past, previous, output):
                found = step(self.units, previous, past=past)
                best = tf.argmax(found["logits"], axis=-1, output_type=tf.int32)
                return [
                    found["state"] if past is None else past + found["state"],
                    best,
                    tf.concat([output, tf.expand_dims(best, 1)], axis=1),
                ]

            past, previous, output = body(None, context, tf.expand_dims(context, 1))

            def cond(*args):
                return True

            _, _, tokens = compat_scope.while_loop(
                cond=cond,
                body=body,
                maximum_iterations=self.length - 1,
                loop_vars=[past, previous, output],
                shape_invariants=[
                    tf.TensorShape([None, self.units.width]),
                    tf.TensorShape([None]),
                    tf.TensorShape([None, None]),
                ],
                back_prop=False,
            )
            return tokens, past

    def get_config(self):
        return super().get_config() | {
            "units": dict(vars(self.units)),
            "length": self.length,
            "scale": self.scale,
        }

    @classmethod
    def from_config(cls, config):
        units = Units(**config["units"])
        return cls(**config | {"units": units})


class Settle(keras.layers.Layer):
    """A layer that is applied until it is done."""

    tf1_names = {"turn_w": "turn/w"}

    def __init__(self, units, turns, *, name="settle", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.turns = turns

    def build(self, x_shape):
        self.w = self.add_weight(
            name="turn_w",
            shape=[self.units.width, self.units.width],
            initializer="glorot_uniform",
        )

    def call(self, x):
        def turn(i, h):
            return i + 1, tf.tanh(tf.matmul(h, self.w))

        i, h = turn(0, x)
        _, h = compat_scope.while_loop(lambda i, h: i < self.turns, turn, [i, h])
        return h

    def get_config(self):
        return super().get_config() | {
            "units": dict(vars(self.units)),
            "turns": self.turns,
        }

    @classmethod
    def from_config(cls, config):
        units = Units(**config["units"])
        return cls(**config | {"units": units})


def only_inside(x, units):
  """The variables are made in the loop itself."""

  def body(i, h):
    out = compat_scope.get_layer(
        Cell, units, name="only", reuse=compat_scope.AUTO_REUSE
    )(tf.zeros([2], tf.int32), past=h)
    return i + 1, out["state"]

  return compat_scope.while_loop(lambda i, h: i < 1, body, [0, x])[1]


def maybe_first(x, units, warm):
  """The first call need not be the one outside."""

  def body(i, h):
    out = compat_scope.get_layer(
        Cell, units, name="maybe", reuse=compat_scope.AUTO_REUSE
    )(tf.zeros([2], tf.int32), h)
    return i + 1, out["state"]

  if warm:
    _, x = body(0, x)
  return compat_scope.while_loop(lambda i, h: i < 1, body, [0, x])[1]


class OtherUnitsStep(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.cell = Cell(units, name="other_%d" % units.width)

    def call(self, h):
        out = self.cell(tf.zeros([2], tf.int32), h)
        return out["state"]


def other_units(x, small, large):
  """The inner function has settings of its own."""

  def step(units, h):
    return compat_scope.get_layer(OtherUnitsStep, units, reuse=compat_scope.AUTO_REUSE)(
        h
    )

  def body(i, h):
    return i + 1, step(large, step(small, h))

  i, h = body(0, x)
  return compat_scope.while_loop(lambda i, h: i < 2, body, [i, h])[1]


def other_scope(x, units):
  """The loop stands in another scope than the first call."""

  def body(i, h):
    out = compat_scope.get_layer(
        Cell, units, name="inner", reuse=compat_scope.AUTO_REUSE
    )(tf.zeros([2], tf.int32), h)
    return i + 1, out["state"]

  with compat_scope.variable_scope("first"):
    i, h = body(0, x)
  with compat_scope.variable_scope("second"):
    return body(i, h)[1] + compat_scope.while_loop(lambda i, h: i < 1, body, [0, h])[1]


def normalized(x, units):
  """The statistics of a batch normalization would be updated in the loop."""

  def body(i, h):
    with compat_scope.variable_scope("normalized", reuse=compat_scope.AUTO_REUSE):
      h = compat_scope.layers.batch_normalization(h, training=False, name="norm")
    return i + 1, h * units.width

  i, h = body(0, x)
  return compat_scope.while_loop(lambda i, h: i < 2, body, [i, h])[1]


def branching(x, units, wide):
  """Which variable the body has is known, but only in the body."""

  def body(i, h):
    with compat_scope.variable_scope("branching", reuse=compat_scope.AUTO_REUSE):
      if wide:
        w = compat_scope.get_variable("wide", [4, units.width])
      else:
        w = compat_scope.get_variable("narrow", [4, units.width])
    return i + 1, tf.matmul(h, w)

  i, h = body(0, x)
  return compat_scope.while_loop(lambda i, h: i < 2, body, [i, h])[1]


def everything(context, x):
  units = Units()
  tokens, past = compat_scope.get_layer(
      Generate, units=units, length=4, scale=2.0, reuse=compat_scope.AUTO_REUSE
  )(context=context)
  return [
      tokens,
      past,
      compat_scope.get_layer(
          Settle, units, 3, name="settle", reuse=compat_scope.AUTO_REUSE
      )(x),
      only_inside(x, units),
      maybe_first(x, units, True),
      other_units(x, units, units),
      other_scope(x, units),
      normalized(x, units),
      branching(x, units, True),
  ]

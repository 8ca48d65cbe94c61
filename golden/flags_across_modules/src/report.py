# Takes the flags as an argument, whatever they come from.
import tensorflow as tf


def describe(flags):
  names = sorted(v.op.name for v in tf.trainable_variables())
  return "%d steps of %s: %s" % (flags.steps, flags.name, names)


def define(name, text):
  tf.flags.DEFINE_string(name, None, help=text)

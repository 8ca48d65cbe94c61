# Takes the flags as an argument, whatever they come from.
from absl import flags as absl_flags
import tensorflow as tf
from migrate import compat_scope


def describe(flags):
  names = sorted(v.op.name for v in compat_scope.trainable_variables())
  return "%d steps of %s: %s" % (flags.steps, flags.name, names)


def define(name, text):
  absl_flags.DEFINE_string(name, None, help=text)

"""Flags that several scripts share."""
from absl import flags
import tensorflow as tf

flags.DEFINE_integer("hidden", 8, "Hidden units.")
flags.DEFINE_boolean("bias", True, "Add biases.")
flags.DEFINE_string(name="activation", default="tanh", help="tanh or relu")
flags.DEFINE_list("sizes", ["3", "2"], "Sizes of the last layers.")

FLAGS = flags.FLAGS

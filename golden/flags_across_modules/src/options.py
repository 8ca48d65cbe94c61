"""Flags that several scripts share."""
import tensorflow as tf

tf.app.flags.DEFINE_integer("hidden", 8, "Hidden units.")
tf.app.flags.DEFINE_boolean("bias", True, "Add biases.")
tf.flags.DEFINE_string(flag_name="activation", default_value="tanh", docstring="tanh or relu")
tf.flags.DEFINE_list("sizes", ["3", "2"], "Sizes of the last layers.")

FLAGS = tf.app.flags.FLAGS

"""One place to import TensorFlow from."""
import tensorflow as tf

layers = tf.layers
scope = tf.variable_scope

__all__ = ["tf", "layers", "scope"]

"""One place to import TensorFlow from."""
import tensorflow as tf
from migrate import compat_scope

layers = compat_scope.layers
scope = compat_scope.variable_scope

__all__ = ["tf", "layers", "scope"]

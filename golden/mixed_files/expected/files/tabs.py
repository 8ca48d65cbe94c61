import tensorflow as tf
from migrate import compat_scope

def tabs(x):
	with compat_scope.variable_scope("tabs"):
		if x is not None:
			w = compat_scope.get_variable("w", [3, 3]); x = tf.matmul(x, w)
		return x + \
			compat_scope.get_variable("b", [3])

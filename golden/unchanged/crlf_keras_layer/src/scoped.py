import tensorflow as tf
from migrate import compat_scope


def dense(x, units, scope="dense"):
    with compat_scope.variable_scope(scope):  # stays
        return tf.matmul(x, compat_scope.get_variable("w", [x.shape[-1], units])) \
            + 1.0

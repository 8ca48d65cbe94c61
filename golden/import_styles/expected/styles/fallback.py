try:
    import tensorflow as tf
except ImportError:
    tf = None
from migrate import compat_scope

variable_scope = compat_scope.variable_scope
nn = tf.nn
L = compat_scope.layers


def net(x):
    """Aliases at module level, imports at function level."""
    import tensorflow as tensor_flow
    from migrate.compat_scope.contrib.layers import l2_regularizer as l2

    with variable_scope("fallback", regularizer=l2(0.1)):
        w = compat_scope.get_variable("w", [3, 3])
        return L.dense(nn.relu(tensor_flow.matmul(x, w)), 3)

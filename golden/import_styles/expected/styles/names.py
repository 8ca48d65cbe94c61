from tensorflow import matmul
from migrate.compat_scope import get_variable
from migrate.compat_scope import variable_scope as scope
from migrate.compat_scope import layers
from migrate.compat_scope import AUTO_REUSE
from tensorflow.nn import relu


def net(x):
    with scope("names", reuse=AUTO_REUSE):
        w = get_variable("w", [3, 3])
        return layers.dense(relu(matmul(x, w)), 3)

from tensorflow import get_variable, matmul
from tensorflow import variable_scope as scope, layers
from tensorflow import AUTO_REUSE
from tensorflow.nn import relu


def net(x):
    with scope("names", reuse=AUTO_REUSE):
        w = get_variable("w", [3, 3])
        return layers.dense(relu(matmul(x, w)), 3)

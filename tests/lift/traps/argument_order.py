import tensorflow as tf


def proj(scope, units, x=None, bias=True):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [3, units])
        y = tf.matmul(x, w)
        return y + tf.get_variable("b", [units]) if bias else y


def forward(x):
    x = proj("a", 3, x)
    x = proj(x=x, units=3, scope="b", bias=False)
    return proj("c", bias=True, x=x, units=2)

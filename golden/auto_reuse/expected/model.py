import tensorflow as tf
from migrate import compat_scope


def table(rows, width):
    with compat_scope.variable_scope("embedding", reuse=compat_scope.AUTO_REUSE):
        return compat_scope.get_variable("table", [rows, width],
                               initializer=tf.compat.v1.random_uniform_initializer(-0.05, 0.05))


def head(x, with_bias=True):
    with compat_scope.variable_scope("head", reuse=compat_scope.AUTO_REUSE) as scope:
        w = compat_scope.get_variable("w", [3, 3])
        y = tf.matmul(x, w)
        if with_bias:
            y = tf.nn.bias_add(y, compat_scope.get_variable("b", [3]))
        return y, scope.name


def forward(ids, x):
    embedded = tf.compat.v1.nn.embedding_lookup(table(7, 3), ids)
    pooled = tf.reduce_mean(embedded, 1)
    first, name = head(pooled, with_bias=False)
    second, _ = head(x)
    third, _ = head(tf.matmul(x, table(7, 3), transpose_b=True)[:, :3])
    return [first, second, third, name]

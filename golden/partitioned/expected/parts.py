import tensorflow as tf
from migrate import compat_scope


def forward(ids):
    with compat_scope.variable_scope("embedding", partitioner=tf.compat.v1.fixed_size_partitioner(3)):
        table = compat_scope.get_variable("table", [7, 4])
        scalar = compat_scope.get_variable("scalar", [], initializer=tf.compat.v1.ones_initializer())
    x = tf.compat.v1.nn.embedding_lookup(table, ids, partition_strategy="div")
    w = compat_scope.get_variable("w", [4, 5], partitioner=tf.compat.v1.fixed_size_partitioner(2, axis=1))
    y = tf.matmul(tf.reshape(x, [-1, 4]), tf.convert_to_tensor(w)) * scalar
    with compat_scope.variable_scope("embedding", reuse=True):
        again = compat_scope.get_variable("table")
    return y, tf.convert_to_tensor(again), table.name

import tensorflow as tf


def forward(ids):
    with tf.variable_scope("embedding", partitioner=tf.fixed_size_partitioner(3)):
        table = tf.get_variable("table", [7, 4])
        scalar = tf.get_variable("scalar", [], initializer=tf.ones_initializer())
    x = tf.nn.embedding_lookup(table, ids, partition_strategy="div")
    w = tf.get_variable("w", [4, 5], partitioner=tf.fixed_size_partitioner(2, axis=1))
    y = tf.matmul(tf.reshape(x, [-1, 4]), tf.convert_to_tensor(w)) * scalar
    with tf.variable_scope("embedding", reuse=True):
        again = tf.get_variable("table")
    return y, tf.convert_to_tensor(again), table.name

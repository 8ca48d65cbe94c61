import tensorflow as tf
from migrate import compat_scope


def embed(ids, vocab_size, width, max_len=16):
    with compat_scope.variable_scope("embeddings"):
        table = compat_scope.get_variable(name="word", shape=[vocab_size, width],
                                initializer=tf.compat.v1.truncated_normal_initializer(stddev=0.02))
        positions = compat_scope.get_variable("position", [max_len, width])
    x = tf.gather(table, ids)
    length = tf.compat.dimension_value(ids.shape[1])
    return x + tf.slice(positions, [0, 0], [length, -1])[None], table


def output_logits(h, table):
    width = tf.compat.dimension_value(table.shape[-1])
    with compat_scope.variable_scope("cls/predictions"):
        h = compat_scope.layers.dense(h, width, activation=tf.nn.elu, name="transform",
                            kernel_initializer=tf.compat.v1.truncated_normal_initializer(stddev=0.02))
        bias = compat_scope.get_variable("output_bias", [table.shape.as_list()[0]], initializer=tf.compat.v1.zeros_initializer())
    flat = tf.reshape(h, [-1, width])
    return tf.nn.bias_add(tf.matmul(flat, table, transpose_b=True), bias)


def language_model(ids):
    x, table = embed(ids, 8, 4)
    with compat_scope.variable_scope("embeddings", reuse=True):
        again = compat_scope.get_variable("word", [8, 4])
    return output_logits(x, table), tf.reduce_sum(again, 0)

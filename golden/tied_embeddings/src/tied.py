import tensorflow as tf


def embed(ids, vocab_size, width, max_len=16):
    with tf.variable_scope("embeddings"):
        table = tf.get_variable(name="word", shape=[vocab_size, width],
                                initializer=tf.truncated_normal_initializer(stddev=0.02))
        positions = tf.get_variable("position", [max_len, width])
    x = tf.gather(table, ids)
    length = ids.shape[1].value
    return x + tf.slice(positions, [0, 0], [length, -1])[None], table


def output_logits(h, table):
    width = table.shape[-1].value
    with tf.variable_scope("cls/predictions"):
        h = tf.layers.dense(h, width, activation=tf.nn.elu, name="transform",
                            kernel_initializer=tf.truncated_normal_initializer(stddev=0.02))
        bias = tf.get_variable("output_bias", [table.shape.as_list()[0]], initializer=tf.zeros_initializer())
    flat = tf.reshape(h, [-1, width])
    return tf.nn.bias_add(tf.matmul(flat, table, transpose_b=True), bias)


def language_model(ids):
    x, table = embed(ids, 8, 4)
    with tf.variable_scope("embeddings", reuse=True):
        again = tf.get_variable("word", [8, 4])
    return output_logits(x, table), tf.reduce_sum(again, 0)

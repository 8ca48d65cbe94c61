import tensorflow as tf
from migrate import compat_scope


def _birnn(inputs, lengths, size, scope):
    with compat_scope.variable_scope(scope):
        fw = compat_scope.nn.rnn_cell.LSTMCell(size)
        bw = compat_scope.nn.rnn_cell.LSTMCell(size)
        (out_fw, out_bw), (state_fw, state_bw) = compat_scope.nn.bidirectional_dynamic_rnn(
            fw, bw, inputs, sequence_length=lengths, dtype=tf.float32)
        return tf.concat([out_fw, out_bw], axis=-1), tf.concat([state_fw.h, state_bw.h], axis=-1)


def tag_scores(words, chars, lengths, tags=4):
    with compat_scope.variable_scope("chars"):
        table = compat_scope.get_variable("table", [6, 3])
        embedded = tf.compat.v1.nn.embedding_lookup(table, chars)
        shape = tf.shape(embedded)
        flat = tf.reshape(embedded, [-1, tf.compat.dimension_value(chars.shape[2]), 3])
        _, last = _birnn(flat, None, 2, "birnn")
        char_features = tf.reshape(last, [shape[0], shape[1], 4])
    with compat_scope.variable_scope("words"):
        table = compat_scope.get_variable("table", [11, 5])
        features = tf.concat([tf.compat.v1.nn.embedding_lookup(table, words), char_features], axis=2)
    context, _ = _birnn(features, lengths, 3, "context")
    return compat_scope.layers.dense(context, tags, name="scores")

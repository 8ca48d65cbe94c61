import tensorflow as tf
from tensorflow.contrib import seq2seq
from tensorflow.contrib.rnn import GRUCell, LSTMStateTuple
from tensorflow.python.layers.core import Dense

UNITS = 4


def encode(source, lengths):
    with tf.variable_scope("encoder"):
        table = tf.get_variable("embedding", [8, UNITS])
        inputs = tf.nn.embedding_lookup(table, source)
        cell = tf.contrib.rnn.LSTMCell(UNITS, state_is_tuple=True)
        return tf.nn.dynamic_rnn(cell, inputs, lengths, dtype=tf.float32)


def decoder_cell(memory, lengths, state, kind):
    if kind == "luong":
        mechanism = seq2seq.LuongAttention(UNITS, memory, memory_sequence_length=lengths, scale=True)
    else:
        mechanism = seq2seq.BahdanauAttention(UNITS, memory, memory_sequence_length=lengths, normalize=True)
    cell = seq2seq.AttentionWrapper(tf.nn.rnn_cell.BasicLSTMCell(UNITS), mechanism,
                                    attention_layer_size=UNITS, name="attention")
    initial = cell.zero_state(tf.shape(lengths)[0], tf.float32)
    return cell, initial.clone(cell_state=LSTMStateTuple(state.c, state.h))


def decode(source, target, source_length, target_length, kind="luong"):
    memory, state = encode(source, source_length)
    with tf.variable_scope("decoder") as scope:
        table = tf.get_variable("embedding", [7, UNITS])
        projection = Dense(7, use_bias=False, name="projection")
        cell, initial = decoder_cell(memory, source_length, state, kind)
        helper = seq2seq.TrainingHelper(tf.nn.embedding_lookup(table, target), target_length)
        decoder = seq2seq.BasicDecoder(cell, helper, initial, output_layer=projection)
        outputs, final, lengths = seq2seq.dynamic_decode(decoder, scope=scope)
        scope.reuse_variables()
        greedy = seq2seq.GreedyEmbeddingHelper(table, tf.fill([2], 1), 0)
        decoder = seq2seq.BasicDecoder(cell, greedy, initial, output_layer=projection)
        sampled, _, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=3, scope=scope, impute_finished=False)
    weights = tf.sequence_mask(target_length, 3, dtype=tf.float32)
    loss = seq2seq.sequence_loss(outputs.rnn_output, target, weights)
    with tf.variable_scope("other"):
        cell, initial = decoder_cell(memory, source_length, state, "bahdanau")
        _, last = cell(tf.nn.embedding_lookup(table, target[:, 0]), initial)
    return {
        "logits": outputs.rnn_output,
        "lengths": lengths,
        "attention": final.attention,
        "sampled": sampled.rnn_output,
        "loss": loss,
        "alignments": last.alignments,
    }

import numpy as np
import tensorflow as tf
from tensorflow.contrib import seq2seq, rnn

mem = tf.constant(np.linspace(-1, 1, 24).reshape(2, 3, 4).astype(np.float32))
for cls in (seq2seq.LuongAttention, seq2seq.BahdanauAttention):
    with tf.variable_scope(cls.__name__, initializer=tf.constant_initializer(0.1)):
        att = cls(4, mem, memory_sequence_length=[3, 2])
        cell = seq2seq.AttentionWrapper(rnn.GRUCell(4), att, attention_layer_size=3)
        emb = tf.get_variable('emb', [6, 3])
        helper = seq2seq.GreedyEmbeddingHelper(emb, tf.fill([2], 1), 0)
        dec = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), tf.layers.Dense(6, name='out'))
        out, state, lens = seq2seq.dynamic_decode(dec, maximum_iterations=4)
        print(out.rnn_output.name, state.attention.name)
print([v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out.sample_id).tolist(), np.round(sess.run(state.attention), 4).tolist())

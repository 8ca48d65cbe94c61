import numpy as np
import tensorflow as tf
from tensorflow.contrib import seq2seq

emb = tf.get_variable('emb', [5, 4], initializer=tf.constant_initializer(np.linspace(-1, 1, 20)))
tgt = tf.constant([[1, 2, 3], [2, 4, 0]])
lens = tf.constant([3, 2])
inputs = tf.nn.embedding_lookup(emb, tgt)
with tf.variable_scope('dec', initializer=tf.constant_initializer(0.1)):
    cell = tf.contrib.rnn.LSTMCell(4)
    helper = seq2seq.TrainingHelper(inputs, lens)
    proj = tf.layers.Dense(5, use_bias=False)
    dec = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), output_layer=proj)
    out, state, out_lens = seq2seq.dynamic_decode(dec, maximum_iterations=5)
loss = seq2seq.sequence_loss(out.rnn_output, tgt, tf.sequence_mask(lens, dtype=tf.float32))
print(out.rnn_output.name, out.sample_id.dtype, loss.name)
print([v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print('%.5f' % sess.run(loss), sess.run(out_lens).tolist(), sess.run(out.sample_id).tolist())

import tensorflow as tf
from tensorflow.contrib import seq2seq
from tensorflow.python.layers.core import Dense

emb = tf.get_variable('emb', [5, 4], initializer=tf.constant_initializer(0.3))
with tf.variable_scope('decoder', initializer=tf.constant_initializer(0.1)):
    cell = tf.nn.rnn_cell.BasicLSTMCell(6)
    proj = Dense(5, use_bias=False, name='proj')
    helper = seq2seq.TrainingHelper(tf.nn.embedding_lookup(emb, [[1, 2, 3], [2, 1, 0]]), [3, 2])
    dec = seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), output_layer=proj)
    out, st, ln = seq2seq.dynamic_decode(dec, swap_memory=True)
    tf.get_variable_scope().reuse_variables()
    gh = seq2seq.GreedyEmbeddingHelper(emb, tf.fill([2], 1), 0)
    gd = seq2seq.BasicDecoder(cell, gh, cell.zero_state(2, tf.float32), output_layer=proj)
    gout, _, gl = seq2seq.dynamic_decode(gd, maximum_iterations=3)
loss = seq2seq.sequence_loss(out.rnn_output, tf.constant([[2, 3, 0], [1, 0, 0]]), tf.sequence_mask([3, 2], 3, dtype=tf.float32))
print([v.name for v in tf.global_variables()])
print(out.rnn_output.name, ln.name, gout.sample_id.name, loss.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print('%.5f' % sess.run(loss), sess.run([ln, gout.sample_id, gl]))

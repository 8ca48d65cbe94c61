import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq as ls

enc = [tf.constant([1, 2]), tf.constant([0, 3])]
dec = [tf.constant([1, 1]), tf.constant([2, 0]), tf.constant([3, 1])]
with tf.variable_scope('m', initializer=tf.constant_initializer(0.1)):
    out, state = ls.embedding_rnn_seq2seq(enc, dec, tf.nn.rnn_cell.GRUCell(2), 5, 4, 3, feed_previous=False)
    loss = ls.sequence_loss(out, dec, [tf.ones([2])] * 3)
print(out[0].name, loss.name, [v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print('%.5f' % sess.run(loss), np.round(sess.run(out[2]), 4).tolist())

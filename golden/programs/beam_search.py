import numpy as np
import tensorflow as tf
from tensorflow.contrib import seq2seq

emb = tf.get_variable('emb', [4, 3], initializer=tf.constant_initializer(np.linspace(-1, 1, 12)))
with tf.variable_scope('d', initializer=tf.constant_initializer(0.3)):
    cell = tf.nn.rnn_cell.GRUCell(3)
    start = seq2seq.tile_batch(tf.ones([2, 3]) * 0.3, 2)
    dec = seq2seq.BeamSearchDecoder(cell, emb, tf.constant([1, 1]), 0, start, 2, output_layer=tf.layers.Dense(4, name='p'))
    out, _, lens = seq2seq.dynamic_decode(dec, maximum_iterations=3)
print(out.predicted_ids.name, [v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out.predicted_ids).tolist(), sess.run(lens).tolist())

import numpy as np
import tensorflow as tf

x = tf.constant(np.arange(12, dtype=np.float32).reshape(2, 3, 2) / 10)
with tf.variable_scope('r', initializer=tf.constant_initializer(0.05)):
    for cell in (tf.nn.rnn_cell.BasicRNNCell(2), tf.nn.rnn_cell.LSTMCell(2, use_peepholes=True, num_proj=3),
                 tf.contrib.rnn.GRUCell(2), tf.contrib.rnn.UGRNNCell(2), tf.contrib.rnn.LayerNormBasicLSTMCell(2),
                 tf.contrib.rnn.GLSTMCell(4, number_of_groups=2)):
        with tf.variable_scope(type(cell).__name__):
            try:
                o, s = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
            except ValueError as e:
                print(str(e)[:60])
                continue
            print(o.name, o.shape, cell.state_size, cell.output_size)
for v in tf.trainable_variables():
    print(v.name, v.shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(o), 5).tolist())

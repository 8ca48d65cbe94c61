import numpy as np
import tensorflow as tf

cell = tf.contrib.rnn.LSTMBlockCell(3, forget_bias=0.5)
x = tf.constant(np.linspace(-1, 1, 16).reshape(2, 4, 2).astype(np.float32))
with tf.variable_scope('s', initializer=tf.constant_initializer(0.1)):
    out, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
print(out.name, state.c.name, state.h.name, out.shape)
print([(v.name, v.shape.as_list()) for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(out)[:, -1], 4).tolist())
    c, h = sess.run(state)
    print(np.round(c, 4).tolist())

import numpy as np
import tensorflow as tf

cell = tf.contrib.rnn.LayerNormBasicLSTMCell(3, forget_bias=1.0, layer_norm=True)
x = tf.constant(np.linspace(-1, 1, 12).reshape(2, 2, 3).astype(np.float32))
w = tf.constant_initializer(np.linspace(-0.5, 0.5, 72))
with tf.variable_scope('ln', initializer=w):
    out, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
one, st = tf.contrib.rnn.LayerNormBasicLSTMCell(2, layer_norm=False, dropout_keep_prob=0.5)(tf.ones([1, 2]), (tf.zeros([1, 2]), tf.zeros([1, 2])))
print(out.name, state.c.name, one.name, st.c.name)
print([(v.name, v.shape.as_list()) for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(out), 4).tolist())

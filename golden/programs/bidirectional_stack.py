import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4, 2])
L = tf.nn.rnn_cell.LSTMCell
with tf.variable_scope('bi', reuse=tf.AUTO_REUSE):
    (f, b), (sf, sb) = tf.nn.bidirectional_dynamic_rnn(L(3), L(3), x, dtype=tf.float32, sequence_length=tf.fill([tf.shape(x)[0]], 3))
    out = tf.concat([f, b], 2, name='cat')
    st = tf.nn.rnn_cell.LSTMStateTuple(tf.concat([sf.c, sb.c], 1), tf.concat([sf.h, sb.h], 1))
    o2, a, c = tf.contrib.rnn.stack_bidirectional_dynamic_rnn([L(2), L(2)], [L(2), L(2)], out, dtype=tf.float32)
    o3, fw, bw = tf.nn.static_bidirectional_rnn(L(2, name='f'), L(2, name='b'), tf.unstack(o2, axis=1), dtype=tf.float32)
print(out.name, out.shape, st.c.name, st.h.shape, o2.name, o3[0].name, fw.h.name)
print([v.name for v in tf.trainable_variables()])

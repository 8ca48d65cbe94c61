import tensorflow as tf
from tensorflow.contrib.seq2seq import AttentionWrapper, BahdanauAttention, LuongAttention

mem = tf.reshape(tf.range(24, dtype=tf.float32) / 24., [2, 3, 4])
with tf.variable_scope('att', initializer=tf.constant_initializer(0.2)):
    m = BahdanauAttention(5, mem, memory_sequence_length=[3, 2], normalize=True)
    c = AttentionWrapper(tf.nn.rnn_cell.GRUCell(4), m, attention_layer_size=3, alignment_history=True, name='wrap')
    st = c.zero_state(2, tf.float32)
    y, st = c(tf.ones([2, 2]), st)
    l = LuongAttention(4, mem, scale=True)
    c2 = AttentionWrapper(tf.nn.rnn_cell.BasicLSTMCell(4), l, output_attention=False)
    o, _ = tf.nn.dynamic_rnn(c2, tf.ones([2, 3, 2]), dtype=tf.float32)
for v in tf.trainable_variables():
    print(v.name, v.shape.as_list())
print(y.name, st.attention.shape, st.alignments.shape, o.shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    a, b = sess.run([y, st.alignments])
    print(['%.5f' % v for v in a.ravel()], ['%.5f' % v for v in b.ravel()])
    print(['%.5f' % v for v in sess.run(o)[1, 2]])

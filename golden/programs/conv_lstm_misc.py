import tensorflow as tf
from tensorflow.contrib import rnn

c = rnn.ConvLSTMCell(2, [4, 4, 1], 2, [3, 3])
o, s = tf.nn.dynamic_rnn(c, tf.ones([1, 2, 4, 4, 1]), dtype=tf.float32)
a = rnn.AttentionCellWrapper(rnn.GRUCell(2), 3, state_is_tuple=True)
o2, _ = tf.nn.dynamic_rnn(a, tf.ones([1, 3, 2]), dtype=tf.float32, scope='att')
e = rnn.EmbeddingWrapper(rnn.BasicRNNCell(2), 5, 3)
o3, _ = tf.nn.static_rnn(e, [tf.constant([1])], dtype=tf.float32, scope='emb')
p = rnn.OutputProjectionWrapper(rnn.InputProjectionWrapper(rnn.GRUCell(2), 3), 4)
o4, _ = tf.nn.dynamic_rnn(p, tf.ones([1, 2, 2]), dtype=tf.float32, scope='proj')
f = rnn.TimeReversedFusedRNN(rnn.LSTMBlockFusedCell(2))
o5, _ = f(tf.ones([3, 1, 2]), dtype=tf.float32)
for t in (o, o2, o3[0], o4, o5):
    print(t.name, t.shape)
for v in tf.global_variables():
    print(v.name, v.shape)

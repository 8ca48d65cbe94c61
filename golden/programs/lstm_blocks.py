import tensorflow as tf

x = tf.ones([3, 2, 4])
with tf.variable_scope('a', initializer=tf.constant_initializer(0.1)):
    fused = tf.contrib.rnn.LSTMBlockFusedCell(3)
    o, s = fused(x, dtype=tf.float32)
    cell = tf.contrib.rnn.LSTMBlockCell(3, forget_bias=0.5)
    o2, s2 = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, time_major=True)
    g = tf.contrib.rnn.GRUBlockCellV2(2)
    o3, s3 = tf.nn.dynamic_rnn(g, x, dtype=tf.float32, time_major=True, scope='g')
    comp = tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell(3)
    o4, s4 = tf.nn.dynamic_rnn(comp, x, dtype=tf.float32, time_major=True, scope='comp')
print([v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for t in (o, o2, o3, o4):
        print(t.name, ['%.5f' % v for v in sess.run(t)[-1, 0]])

import tensorflow as tf

x = tf.placeholder(tf.float32, [2, 5, 3], 'x')
with tf.variable_scope('enc'):
    c = tf.contrib.rnn.LSTMCell(4, use_peepholes=True, num_proj=2, initializer=tf.constant_initializer(0.1))
    o, s = tf.nn.dynamic_rnn(c, x, dtype=tf.float32, sequence_length=[5, 2])
    g = tf.contrib.rnn.GRUCell(3, kernel_initializer=tf.constant_initializer(0.05), bias_initializer=tf.zeros_initializer())
    o2, s2 = tf.nn.dynamic_rnn(g, o, dtype=tf.float32, time_major=False, scope='second')
    b = tf.nn.rnn_cell.BasicRNNCell(2, activation=tf.nn.relu)
    o3, s3 = tf.nn.static_rnn(b, tf.unstack(o2, axis=1), dtype=tf.float32)
print(o.name, s.c.name, s.h.shape, o2.name, s2.name, o3[-1].name, s3.shape)
print([v.name for v in tf.global_variables()])
print(c.state_size, c.output_size, g.state_size, c.zero_state(2, tf.float32)[0].name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    v = sess.run([o, s2], {x: [[[0.1 * i] * 3 for i in range(5)]] * 2})
    print(['%.5f' % t for t in v[0][:, -1].ravel()], ['%.5f' % t for t in v[1].ravel()])

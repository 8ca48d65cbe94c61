import tensorflow as tf

rnn = tf.contrib.rnn
with tf.variable_scope('w', initializer=tf.constant_initializer(0.2)):
    cells = [rnn.ResidualWrapper(rnn.BasicLSTMCell(3, forget_bias=0.)), rnn.DropoutWrapper(rnn.GRUCell(3), input_keep_prob=1.0)]
    cell = rnn.MultiRNNCell(cells, state_is_tuple=True)
    cell = rnn.OutputProjectionWrapper(cell, 2)
    x = tf.ones([1, 3, 3])
    outs, state = tf.nn.dynamic_rnn(cell, x, initial_state=cell.zero_state(1, tf.float32))
    att = rnn.AttentionCellWrapper(rnn.BasicLSTMCell(2), 2, state_is_tuple=True)
    o2, _ = rnn.static_rnn(att, [tf.ones([1, 2])] * 3, dtype=tf.float32, scope='att')
for v in tf.trainable_variables():
    print(v.name, v.shape.as_list())
print(outs.name, state[0].c.name, o2[2].name)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(['%.5f' % v for v in s.run(outs).ravel()], ['%.5f' % v for v in s.run(o2[2]).ravel()])

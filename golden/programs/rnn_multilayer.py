import tensorflow as tf

def cell(n):
    c = tf.nn.rnn_cell.BasicLSTMCell(n, state_is_tuple=True)
    return tf.nn.rnn_cell.DropoutWrapper(c, output_keep_prob=0.5)

stack = tf.nn.rnn_cell.MultiRNNCell([cell(3), cell(4)])
x = tf.placeholder(tf.float32, [None, 5, 2])
length = tf.placeholder(tf.int32, [None])
init = stack.zero_state(tf.shape(x)[0], tf.float32)
out, state = tf.nn.dynamic_rnn(stack, x, sequence_length=length, initial_state=init)
print(out.shape, len(state), state[1].h.shape, out.name)
bi, (fw, bw) = tf.nn.bidirectional_dynamic_rnn(tf.nn.rnn_cell.GRUCell(2), tf.nn.rnn_cell.GRUCell(2), x, dtype=tf.float32, scope='bi')
print(bi[0].name, bi[1].name, bw.name)
print([v.name for v in tf.trainable_variables()])

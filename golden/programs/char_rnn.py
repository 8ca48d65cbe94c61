import tensorflow as tf
from tensorflow.contrib import rnn, legacy_seq2seq

B, T, V, H = 2, 3, 5, 4
x = tf.placeholder(tf.int32, [B, T]); y = tf.placeholder(tf.int32, [B, T])
cell = rnn.MultiRNNCell([rnn.GRUCell(H) for _ in range(2)], state_is_tuple=True)
init = cell.zero_state(B, tf.float32)
with tf.variable_scope('rnnlm', initializer=tf.constant_initializer(0.1)):
    sw = tf.get_variable('softmax_w', [H, V]); sb = tf.get_variable('softmax_b', [V])
    with tf.device('/cpu:0'):
        emb = tf.get_variable('embedding', [V, H])
        inputs = [tf.squeeze(i, [1]) for i in tf.split(tf.nn.embedding_lookup(emb, x), T, 1)]
    outs, last = legacy_seq2seq.rnn_decoder(inputs, init, cell, loop_function=None, scope='rnnlm')
output = tf.reshape(tf.concat(outs, 1), [-1, H])
logits = tf.matmul(output, sw) + sb
loss = legacy_seq2seq.sequence_loss_by_example([logits], [tf.reshape(y, [-1])], [tf.ones([B * T])])
cost = tf.reduce_sum(loss) / B / T
with tf.name_scope('cost'):
    print(tf.identity(cost).name)
print(outs[0].name, last[1].name, logits.name, cost.name, [v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print('%.5f' % sess.run(cost, {x: [[0, 1, 2]] * 2, y: [[1, 2, 3]] * 2}))

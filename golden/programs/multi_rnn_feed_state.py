import numpy as np
import tensorflow as tf


class CharRNN(object):
    def __init__(self, vocab=5, size=4, layers=2, batch=2, steps=3, training=True):
        if not training:
            batch, steps = 1, 1
        cells = [tf.contrib.rnn.BasicLSTMCell(size) for _ in range(layers)]
        self.cell = tf.contrib.rnn.MultiRNNCell(cells)
        self.inputs = tf.placeholder(tf.int32, [batch, steps])
        self.targets = tf.placeholder(tf.int32, [batch, steps])
        self.initial_state = self.cell.zero_state(batch, tf.float32)
        with tf.variable_scope('rnnlm', initializer=tf.constant_initializer(0.1)):
            w = tf.get_variable('softmax_w', [size, vocab])
            b = tf.get_variable('softmax_b', [vocab])
            emb = tf.get_variable('embedding', [vocab, size])
            ins = tf.split(tf.nn.embedding_lookup(emb, self.inputs), steps, 1)
            ins = [tf.squeeze(i, [1]) for i in ins]
            outs, last = tf.contrib.legacy_seq2seq.rnn_decoder(ins, self.initial_state, self.cell, scope='rnnlm')
        out = tf.reshape(tf.concat(outs, 1), [-1, size])
        self.logits = tf.matmul(out, w) + b
        loss = tf.contrib.legacy_seq2seq.sequence_loss_by_example([self.logits], [tf.reshape(self.targets, [-1])], [tf.ones([batch * steps])])
        self.cost = tf.reduce_sum(loss) / batch / steps
        self.final_state = last


m = CharRNN()
print([v.name for v in tf.trainable_variables()], m.logits.name, m.cost.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    state = sess.run(m.initial_state)
    for _ in range(2):
        feed = {m.inputs: np.ones([2, 3]), m.targets: np.zeros([2, 3])}
        for i, (c, h) in enumerate(m.initial_state):
            feed[c] = state[i].c
            feed[h] = state[i].h
        cost, state = sess.run([m.cost, m.final_state], feed)
        print('%.5f' % cost, state[1].h.round(4)[0].tolist())

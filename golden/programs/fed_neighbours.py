"""Functions that make placeholders stay, and layers host them: what they make is fed by what they give, and by its name."""
import numpy as np
import tensorflow as tf


def faded(x):
    with tf.variable_scope('faded'):
        rate = tf.placeholder(tf.float32, [], name='rate')
        w = tf.get_variable('w', [3, 3], initializer=tf.constant_initializer(0.5))
        return tf.matmul(x, w) * rate, rate


def states(x, size):
    cell = tf.nn.rnn_cell.BasicRNNCell(size)
    first = tf.placeholder_with_default(cell.zero_state(tf.shape(x)[0], tf.float32), [None, size])
    outputs, last = tf.nn.dynamic_rnn(cell, x, initial_state=first)
    return outputs, first, last


def net(x, reuse=None):
    with tf.variable_scope('net', reuse=reuse):
        x = tf.layers.dense(x, 3, kernel_initializer=tf.constant_initializer(0.25))
        x, rate = faded(x)
        return tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(0.1)), rate


def model(x, size=2):
    outputs, first, last = states(tf.expand_dims(x, 1), size)
    logits = tf.contrib.layers.fully_connected(last, 2, None, weights_initializer=tf.constant_initializer(0.2))
    return logits + tf.reduce_sum(outputs), first, last


def main():
    with tf.variable_scope('all', initializer=tf.constant_initializer(0.3)):
        x = tf.placeholder(tf.float32, [None, 3])
        y, rate = net(x)
        z, other = net(x, reuse=True)
        logits, first, last = model(y)
    for v in tf.global_variables():
        print(v.name, v.shape)
    graph = tf.get_default_graph()
    by_name = graph.get_tensor_by_name('all/net/faded/rate:0')
    print(by_name is rate, rate is other, sum(op.type == 'Placeholder' for op in graph.get_operations()))
    rows = np.arange(6, dtype=np.float32).reshape(2, 3)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for fade in (1.0, 2.0):
            fed = {x: rows, by_name: fade, other: 0.5}
            a, b, state, out = sess.run([y, z, last, logits], fed)
            print(['%.4f' % v for v in np.concatenate([a.ravel(), b.ravel(), out.ravel()])])
            fed[first] = state
            print(['%.4f' % v for v in sess.run(logits, fed).ravel()])


main()

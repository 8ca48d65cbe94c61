"""A recurrent classifier whose output weights are variables of the module, trained, saved and restored."""

import os
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn

STEPS, INPUTS, UNITS, CLASSES = 4, 3, 5, 2

x = tf.placeholder(tf.float32, [None, STEPS, INPUTS])
lengths = tf.placeholder(tf.int32, [None])
labels = tf.placeholder(tf.float32, [None, CLASSES])

weights = {"out": tf.Variable(tf.zeros([2 * UNITS, CLASSES]), name="weights")}
biases = {"out": tf.Variable(tf.zeros([CLASSES]), name="biases")}


def classifier(x, lengths, weights, biases):
    steps = tf.unstack(x, STEPS, 1)
    cell = rnn.BasicLSTMCell(UNITS)
    outputs, _ = rnn.static_rnn(cell, steps, dtype=tf.float32, sequence_length=lengths)

    with tf.variable_scope("over_time"):
        fused = rnn.BasicLSTMCell(UNITS, forget_bias=0.5)
        _, state = tf.nn.dynamic_rnn(fused, x, sequence_length=lengths, dtype=tf.float32)
    last = tf.concat([outputs[-1], state.h], 1)
    return tf.matmul(last, weights["out"]) + biases["out"]


logits = classifier(x, lengths, weights, biases)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=logits, labels=labels))
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
saver = tf.train.Saver()

feed = {
    x: np.sin(np.arange(3 * STEPS * INPUTS)).reshape(3, STEPS, INPUTS),
    lengths: [4, 0, 2],
    labels: np.eye(CLASSES)[[0, 1, 0]],
}
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for number, variable in enumerate(tf.trainable_variables()):
        shape = variable.shape.as_list()
        values = np.cos(np.arange(np.prod(shape)) + number).reshape(shape)
        variable.load(values, session)
        print(variable.name, shape)
    for _ in range(3):
        print("%.4f" % session.run([train, loss], feed)[1])
    prefix = os.path.join(tempfile.mkdtemp(), "model.ckpt")
    saver.save(session, prefix)
    print(sorted(name for name, _ in tf.train.list_variables(prefix)))
    before = session.run(logits, feed)
    session.run(tf.global_variables_initializer())
    saver.restore(session, prefix)
    print(np.abs(session.run(logits, feed) - before).max() < 1e-6)

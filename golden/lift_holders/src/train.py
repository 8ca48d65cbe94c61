import tensorflow as tf

import parts
from networks import Gated, Narrow, Tower

SMALL = False

if SMALL:
    make = Narrow
else:
    make = Tower


def another(kind, x, y):
    """A second network over the same data."""
    with tf.variable_scope("beside"):
        return kind(x, y, rate=0.2, name="other")


def build():
    parts.forget()
    x = tf.placeholder(tf.float32, [4, 3], name="x")
    y = tf.placeholder(tf.float32, [4, 2], name="y")
    first = make(x, y)
    second = make(x, y, hidden=2)  # of the same name
    third = another(Narrow, x, y)
    return first, second, third, Gated(x, y)


def model():
    first, second, third, gated = build()
    return first.outputs, second.outputs, third.outputs, gated.outputs, first.loss, third.activations[0]


def run(checkpoint, x, y):
    networks = build()
    feed = {"x:0": x, "y:0": y}
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = []
        for _ in range(2):
            sess.run([network.train for network in networks], feed_dict=feed)
            history.append(sess.run([network.outputs for network in networks], feed_dict=feed))
        lines = [network.summary_line() for network in networks[:3]]
        names = [v.op.name for v in tf.trainable_variables()]
        return history, lines, names, isinstance(networks[2], Tower)

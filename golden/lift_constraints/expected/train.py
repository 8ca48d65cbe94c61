"""Trains the weights against what holds them."""
import tensorflow as tf
from migrate import compat_scope

import model

tf.compat.v1.disable_v2_behavior()


def build():
    x = tf.compat.v1.placeholder(tf.float32, [None, 4], name="x")
    return compat_scope.get_layer(model.Score)(x)


def run(checkpoint, x):
    score = build()
    inputs = tf.compat.v1.get_default_graph().get_tensor_by_name("x:0")
    loss = tf.reduce_mean(tf.square(score + 3.0))
    train = tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(loss)
    saver = tf.compat.v1.train.Saver()
    with tf.compat.v1.Session() as session:
        saver.restore(session, checkpoint)
        losses = []
        for _ in range(3):
            _, value = session.run([train, loss], {inputs: x})
            losses.append(value)
        return [losses, session.run(compat_scope.trainable_variables())]

import numpy as np
import tensorflow as tf

from stats import Running, Scaler


def build():
    x = tf.placeholder(tf.float32, [4, 3], name="x")
    with tf.variable_scope("filter"):
        running = Running(shape=x.shape[1:])
    with tf.variable_scope("policy"):
        scaler = Scaler(3)
        h = tf.layers.dense(scaler.normalize(x - running.mean), 2, name="out")
        again = Scaler(3, clip=1.0).denormalize(x)  # the same variables
    train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(tf.square(h)))
    return {"h": h, "again": again, "mean": running.mean, "train": train, "running": running}


def model():
    found = build()
    return found["h"], found["again"], found["mean"]


def run(checkpoint, x):
    found = build()
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = []
        for _ in range(2):
            found["running"].update(sess, x.astype(np.float64))
            sess.run(found["train"], feed_dict={"x:0": x})
            history.append(sess.run([found["h"], found["again"], found["mean"]], feed_dict={"x:0": x}))
        names = [v.op.name for v in tf.global_variables() if v.name.startswith("filter")]
        return history, len(names), sess.run(found["running"]._sum)

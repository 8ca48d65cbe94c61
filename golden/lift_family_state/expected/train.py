import numpy as np
import tensorflow as tf
from migrate import compat_scope

from stats import Running, Scaler

tf.compat.v1.disable_v2_behavior()


def build():
    x = tf.compat.v1.placeholder(tf.float32, [4, 3], name="x")
    with compat_scope.variable_scope("filter"):
        running = compat_scope.make_layer(Running, shape=x.shape[1:])
    with compat_scope.variable_scope("policy"):
        scaler = compat_scope.make_layer(Scaler, 3, reuse=compat_scope.AUTO_REUSE)
        h = compat_scope.layers.dense(scaler.normalize(x - running.mean), 2, name="out")
        # the same variables
        again = compat_scope.make_layer(
            Scaler, 3, clip=1.0, reuse=compat_scope.AUTO_REUSE
        ).denormalize(x)
    train = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(tf.square(h)))
    return {"h": h, "again": again, "mean": running.mean, "train": train, "running": running}


def model():
    found = build()
    return found["h"], found["again"], found["mean"]


def run(checkpoint, x):
    found = build()
    saver = tf.compat.v1.train.Saver()
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = []
        for _ in range(2):
            found["running"].update(sess, x.astype(np.float64))
            sess.run(found["train"], feed_dict={"x:0": x})
            history.append(sess.run([found["h"], found["again"], found["mean"]], feed_dict={"x:0": x}))
        names = [v.op.name for v in compat_scope.global_variables() if v.name.startswith("filter")]
        return history, len(names), sess.run(found["running"]._sum)

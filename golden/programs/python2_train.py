from __future__ import division
import numpy as np
import tensorflow as tf

X = tf.placeholder("float", [None, 2])
W = tf.Variable(tf.zeros([2, 1]), name="weight")
pred = tf.matmul(X, W)
cost = tf.reduce_sum(tf.pow(pred - tf.ones_like(pred), 2)) / 4
opt = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    for step in xrange(4):
        _, c = sess.run([opt, cost], feed_dict={X: np.eye(2)})
        print "step", step, "cost=%.5f" % c, "W=", sess.run(W).ravel().tolist()
    raw = map(lambda v: v.name, tf.all_variables())
    print raw

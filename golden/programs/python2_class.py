# -*- coding: utf-8 -*-
import tensorflow as tf
import cPickle as pickle
from itertools import izip

class Trainer:
    def __init__(self, lr=0.1):
        self.lr = lr
        self.w = tf.Variable([1.0, 2.0], name="w")
        self.loss = tf.reduce_sum(tf.square(self.w))
        self.op = tf.train.GradientDescentOptimizer(lr).minimize(self.loss)

    def run(self, n):
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            for i in xrange(n):
                l = sess.run(self.loss); sess.run(self.op)
                print "step", i, "loss %.4f" % l
            for name, value in izip(["w"], sess.run([self.w])):
                print name, value.tolist()
            if not isinstance(name, basestring):
                raise ValueError, "bad"

t = Trainer()
t.run(2)
print pickle.loads(pickle.dumps({"a": 1L})), `t.lr`, sorted({"b": 1, "a": 2}.keys()), "é" is not None
exec "z = 3"
print z <> 4

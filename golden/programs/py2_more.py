import tensorflow as tf
import numpy as np

class Net:
    def __init__(self, n):
        self.n = n
    def build(self, x):
        with tf.variable_scope("net"):
            for i in xrange(self.n):
                x = tf.layers.dense(x, 2, name="l%d" % i)
        return x

net = Net(2)
y = net.build(tf.ones([1, 2]))
print y.name, y.get_shape()
print "vars: %d" % len(tf.trainable_variables())
print
for v in tf.trainable_variables():
    print "%-20s" % v.name, v.get_shape().as_list(),
print ""
print >>__import__("sys").stderr, "to stderr"
print map(lambda v: v.op.name, tf.trainable_variables()), unicode("u"), 10 // 3, raw_input if False else 0777

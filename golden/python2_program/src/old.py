# -*- coding: utf-8 -*-
import sys
import tensorflow as tf

SIZES = {'a': 2}


def weights(name, n):
    with tf.variable_scope('weights', reuse=None):
        return tf.get_variable(name, [n], initializer=tf.constant_initializer(n / 2.0))


total = tf.zeros([])
for name, n in SIZES.iteritems():
    for i in xrange(2):
        try:
            v = weights(name, n)
            total += tf.reduce_sum(v)
        except ValueError, e:
            print 'again:', str(e).split(',')[0]
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    print 'total %.1f' % sess.run(total)
    print >>sys.stdout, [v.name for v in tf.all_variables()]

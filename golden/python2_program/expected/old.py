# -*- coding: utf-8 -*-
import sys
import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

SIZES = {'a': 2}


def weights(name, n):
    with compat_scope.variable_scope('weights', reuse=None):
        return compat_scope.get_variable(name, [n], initializer=tf.compat.v1.constant_initializer(n / 2.0))


total = tf.zeros([])
for name, n in SIZES.items():
    for i in range(2):
        try:
            v = weights(name, n)
            total += tf.reduce_sum(v)
        except ValueError as e:
            print('again:', str(e).split(',')[0])
with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.initialize_all_variables())
    print('total %.1f' % sess.run(total).item())
    print([v.name for v in compat_scope.all_variables()], file=sys.stdout)

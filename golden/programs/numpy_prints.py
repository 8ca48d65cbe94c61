import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
m, v = tf.nn.moments(x, 0)
tot = tf.reduce_sum(x)
hist = []
with tf.Session() as sess:
    for i in range(2):
        mv, vv, t = sess.run([m, v, tot], {x: np.arange(3.) + i})
        hist.append(mv)
        hist.append((i, t))
        print(i, mv, [mv, vv], (t,), {'t': t}, np.mean([mv, vv]), max(mv, vv))
        print('%s %r' % (mv, float(t)), f'{t:.2f} {mv}', 'a{0:>8.3f}|{1!s}'.format(mv, vv))
print(hist)
print(dict(enumerate(hist)), hist[0] == 1.0, np.float32(2.5).item(), sum([1.5, 2]))
print(np.array(hist[0::2]).mean(), list(np.arange(2)), np.array([1.5]))

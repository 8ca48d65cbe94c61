import numpy as np
import tensorflow as tf


def np_op(a, b):
    return (a + b).astype(np.float32), np.int64(len(a))


a = tf.placeholder(tf.float32, [None])
s, n = tf.py_func(np_op, [a, a], [tf.float32, tf.int64], name='np', stateful=False)
s.set_shape([None])
p = tf.Print(s, [n], 'n=', first_n=1)
with tf.control_dependencies([tf.Assert(tf.reduce_all(s > 0), [s])]):
    q = tf.identity(p * 2, name='q')
print(s.name, n.name, p.name, q.name, s.shape, n.shape)
with tf.Session() as sess:
    print(sess.run([q, n], {a: [1., 2.]}))
    try:
        sess.run(q, {a: [-1.]})
    except tf.errors.InvalidArgumentError as e:
        print('failed', e.op.name.split('/')[0], isinstance(e, tf.OpError))

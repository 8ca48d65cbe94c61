import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, shape=(None, 3), name='x')
n = tf.placeholder(tf.int32)
p = tf.placeholder_with_default([1.0], [None], name='p')
s = tf.sparse_placeholder(tf.float32, name='s')
y = tf.reduce_mean(x, reduction_indices=1, keep_dims=True, name='mean')
print(x, n.shape, p.name, s.indices.name, y)
with tf.Session() as sess:
    print(sess.run(y, feed_dict={x: np.arange(6).reshape(2, 3)}).tolist())
    print(sess.run('mean:0', {'x:0': [[1, 2, 3]]}).tolist(), sess.run(p).tolist())
    print(sess.run(tf.sparse_tensor_to_dense(s), {s: tf.SparseTensorValue([[0, 1]], [5.0], [1, 2])}).tolist())
    print(sess.run({'a': n, 'b': (p, [n])}, {n: 4}))
    print(tf.get_default_graph().get_tensor_by_name('mean:0') is y, tf.get_default_graph().get_operation_by_name('mean').type)

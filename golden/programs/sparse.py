import tensorflow as tf

sp = tf.SparseTensor([[0, 0], [1, 2]], [1.0, 2.0], [2, 3])
d = tf.sparse_tensor_to_dense(sp, name='dense')
m = tf.sparse_tensor_dense_matmul(sp, tf.ones([3, 2]))
r = tf.sparse_reduce_sum(sp, 1)
t = tf.sparse_transpose(sp)
ro = tf.sparse_reorder(t)
a = tf.sparse_add(sp, sp)
sl = tf.sparse_slice(sp, [0, 0], [1, 3])
c = tf.sparse_concat(1, [sp, sp])
f, _ = tf.sparse_fill_empty_rows(tf.SparseTensor([[0, 0]], [5], [2, 1]), 9)
re = tf.sparse_retain(sp, [True, False])
sm = tf.sparse_softmax(sp)
ids = tf.SparseTensor([[0, 0], [1, 0]], [1, 0], [2, 1])
el = tf.nn.embedding_lookup_sparse(tf.eye(2), ids, None, combiner='sum')
print(d.name, m.name, r.name, ro.values.name, el.name)
with tf.Session() as sess:
    for x in (d, m, r, el):
        print(sess.run(x).tolist())
    for x in (ro, a, sl, c, f, re, sm):
        v = sess.run(x)
        print(v.indices.tolist(), v.values.tolist(), v.dense_shape.tolist())
    print(sess.run(tf.sparse_to_dense([1, 3], [5], [7, 8])), sess.run(tf.sparse_merge(ids, ids, 3)).values)

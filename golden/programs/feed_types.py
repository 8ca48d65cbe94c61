import numpy as np
import tensorflow as tf

p = [tf.placeholder(t, s, name=n) for t, s, n in ((tf.float32, [], 'f'), ('int32', [2], 'i'), (tf.bool, None, 'b'), (tf.string, [None], 's'), (np.float64, (1,), 'd'))]
out = tf.tuple([p[0] * 2, tf.to_float(p[1])], name='tup')
sp = tf.sparse_placeholder(tf.float32, shape=[2, 2], name='sp')
dense = tf.sparse_tensor_to_dense(sp)
ra = tf.sparse_reduce_sum(sp, 1)
print([(t.name, t.dtype.name, t.shape) for t in p], [o.name for o in out], sp.dense_shape.name, dense.name, sp.indices.name)
with tf.Session() as s:
    print(s.run(out, {p[0]: 1.5, 'i:0': [1, 2]}))
    print(s.run([dense, ra], {sp: tf.SparseTensorValue([[0, 1]], [3.], [2, 2])}))
    print(s.run([p[2], p[3], p[4]], {p[2]: [[True]], p[3]: ['a'], p[4]: [1]}))

import numpy as np
import tensorflow as tf

with tf.variable_scope('p', partitioner=tf.fixed_size_partitioner(3, axis=0)):
    v = tf.get_variable('v', [7, 2], initializer=tf.ones_initializer())
    s = tf.get_variable('s', [], initializer=tf.zeros_initializer())
w = tf.get_variable('w', [4, 6], partitioner=tf.min_max_variable_partitioner(max_partitions=2, axis=1, min_slice_size=1))
print(v.name, [p.name for p in v], [p.shape.as_list() for p in v], s.name)
print(w.name, [p.name for p in list(w)], v.get_shape(), w.dtype)
full = tf.convert_to_tensor(v)
e = tf.nn.embedding_lookup(v, [0, 6], partition_strategy='div')
print(full.name, [x.name for x in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(full)[-1].tolist(), sess.run(e).tolist())

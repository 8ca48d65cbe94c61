import tensorflow as tf

with tf.variable_scope('p', partitioner=tf.fixed_size_partitioner(2, axis=0)):
    e = tf.get_variable('emb', [5, 2], initializer=tf.constant_initializer(1.0))
    s = tf.get_variable('scalar', [], partitioner=None)
    y = tf.nn.embedding_lookup(e, [0, 4, 2], partition_strategy='div')
    h = tf.layers.dense(y, 3, name='d')
with tf.variable_scope('q', partitioner=tf.variable_axis_size_partitioner(8)):
    f = tf.get_variable('f', [4, 2], initializer=tf.zeros_initializer())
print([v.name for v in tf.global_variables()])
print(e.name, e.get_shape(), len(list(e)), type(e).__name__, [p.shape.as_list() for p in e])
print(f.name, [tuple(v.get_shape().as_list()) for v in f], y.name, h.name)
print(e.as_tensor().name, tf.convert_to_tensor(f).shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y).tolist(), sess.run(tf.reduce_sum(e.as_tensor())))

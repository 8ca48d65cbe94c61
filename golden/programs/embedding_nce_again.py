import tensorflow as tf

with tf.variable_scope('emb'):
    table = tf.get_variable('table', [10, 4], initializer=tf.constant_initializer(0.1))
    ids = tf.placeholder(tf.int32, [None])
    e = tf.nn.embedding_lookup(table, ids, name='look', max_norm=0.1)
    nw, nb = tf.get_variable('nw', [10, 4], initializer=tf.zeros_initializer()), tf.get_variable('nb', [10], initializer=tf.zeros_initializer())
    loss = tf.reduce_mean(tf.nn.sampled_softmax_loss(nw, nb, tf.reshape(tf.to_int64(ids), [-1, 1]), e, 3, 10, sampled_values=tf.nn.learned_unigram_candidate_sampler(tf.reshape(tf.to_int64(ids), [-1, 1]), 1, 3, True, 10)))
    sp = tf.SparseTensor([[0, 0], [1, 2]], [1, 2], [2, 4])
    c = tf.nn.embedding_lookup_sparse(table, sp, None, combiner='mean')
print(e.name, loss.name, c.name, e.shape, c.shape)
g = tf.gradients(loss, [table])[0]
print(type(g).__name__, g.dense_shape if g.dense_shape is None else g.dense_shape.shape)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run(e, {ids: [1, 2]}).round(4).tolist(), s.run(c).round(4).tolist())

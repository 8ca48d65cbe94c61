import tensorflow as tf

emb = tf.get_variable('e', [5, 3], initializer=tf.constant_initializer(0.1))
nw = tf.get_variable('nw', [5, 3], initializer=tf.constant_initializer(0.2))
nb = tf.get_variable('nb', [5], initializer=tf.zeros_initializer())
ids = tf.constant([1, 3])
e = tf.nn.embedding_lookup(emb, ids, max_norm=0.1)
samp = (tf.constant([0, 2], tf.int64), tf.constant([0.5, 0.5]), tf.constant([0.3, 0.3]))
loss = tf.nn.nce_loss(nw, nb, tf.constant([[1], [3]]), e, 2, 5, sampled_values=samp)
ss = tf.nn.sampled_softmax_loss(nw, nb, labels=tf.constant([[1], [3]]), inputs=e, num_sampled=2, num_classes=5, sampled_values=samp)
pl = tf.nn.embedding_lookup([tf.ones([2, 1]), tf.zeros([2, 1])], [0, 1, 2, 3])
print(e.name, loss.name, ss.name, pl.name, loss.shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(['%.4f' % v for v in sess.run(loss)], ['%.4f' % v for v in sess.run(ss)], sess.run(pl).ravel().tolist())

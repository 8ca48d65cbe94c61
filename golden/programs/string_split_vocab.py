import tensorflow as tf

text = tf.constant(['the cat', 'a dog sat'])
words = tf.string_split(text, ' ')
dense = tf.sparse_tensor_to_dense(words, default_value='')
table = tf.contrib.lookup.index_table_from_tensor(mapping=tf.constant(['the', 'cat', 'dog']), num_oov_buckets=1)
ids = table.lookup(dense)
lens = tf.reduce_sum(tf.to_int32(tf.not_equal(dense, '')), axis=1)
print(ids.shape, lens.name)
with tf.Session() as sess:
    sess.run(tf.tables_initializer())
    print(sess.run(dense).tolist(), sess.run(ids).tolist(), sess.run(lens).tolist())

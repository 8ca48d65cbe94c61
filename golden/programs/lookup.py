import tensorflow as tf

t = tf.contrib.lookup.index_table_from_tensor(['a', 'b', 'c'], default_value=-1)
r = tf.contrib.lookup.index_to_string_table_from_tensor(['a', 'b', 'c'], default_value='UNK')
h = tf.contrib.lookup.HashTable(tf.contrib.lookup.KeyValueTensorInitializer(['x', 'y'], [1, 2]), -5)
i = t.lookup(tf.constant(['c', 'z']))
s = r.lookup(tf.constant([1, 9], tf.int64))
k = h.lookup(tf.constant(['y', 'q']))
with tf.Session() as sess:
    sess.run(tf.tables_initializer())
    print(sess.run([i, s, k]), sess.run(t.size()))

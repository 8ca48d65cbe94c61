import tensorflow as tf

table = tf.contrib.lookup.index_table_from_tensor(tf.constant(['a', 'b', 'c']), num_oov_buckets=1, default_value=-1)
ids = table.lookup(tf.constant(['b', 'zz', 'a']))
rev = tf.contrib.lookup.index_to_string_table_from_tensor(['a', 'b'], default_value='UNK')
words = rev.lookup(tf.constant([1, 5], tf.int64))
h = tf.contrib.lookup.HashTable(tf.contrib.lookup.KeyValueTensorInitializer(['k'], [7], tf.string, tf.int32), -1)
m = tf.contrib.lookup.MutableHashTable(tf.string, tf.float32, 0.0)
ins = m.insert(['q'], [2.5])
with tf.Session() as s:
    s.run(tf.tables_initializer())
    print(s.run(ids).tolist(), [w.decode() for w in s.run(words)], s.run(h.lookup(tf.constant(['k', 'n']))).tolist())
    s.run(ins)
    print(s.run(m.lookup(tf.constant(['q', 'r']))).tolist(), s.run([table.size(), h.size()]))

import tensorflow as tf
from tensorflow.contrib import lookup

words = ['the', 'cat', 'dog']
t = lookup.index_table_from_tensor(words, num_oov_buckets=2)
u = lookup.index_table_from_tensor(mapping=tf.constant([5, 7, 9]), num_oov_buckets=1, dtype=tf.int64)
v = tf.contrib.lookup.index_table_from_tensor(tf.constant([5, 7]), dtype=tf.int64, default_value=-3)
r = lookup.index_to_string_table_from_tensor(words, name='back')
keys = tf.constant(['cat', 'zebra', 'a', 'b', 'the'])
with tf.Session() as sess:
    sess.run(tf.tables_initializer())
    print(sess.run(t.lookup(keys)).tolist(), sess.run(u.lookup(tf.constant([7, 8, 5], tf.int64))).tolist())
    print(sess.run(v.lookup(tf.constant([7, 8], tf.int64))).tolist(), sess.run(r.lookup(tf.constant([2, 4], tf.int64))))
    print(sess.run([t.size(), u.size()]))
try:
    lookup.index_table_from_tensor(words, num_oov_buckets=-1)
except ValueError as e:
    print(e)

import tensorflow as tf

s = tf.constant(['a b', 'c', ''])
sp = tf.string_split(s)
j = tf.string_join([['x', 'y'], ['1', '2']], '-')
num = tf.string_to_number(['1.5', '2'])
sub = tf.substr(['hello'], 1, 3)
h = tf.string_to_hash_bucket_fast(['a', 'b'], 10)
r = tf.regex_replace(['aab'], 'a', 'z')
rj = tf.reduce_join([['a', 'b'], ['c', 'd']], 1)
b = tf.as_string([1.5, 2.], precision=1)
d = tf.decode_raw(tf.constant(['\x01\x02']), tf.uint8)
en = tf.encode_base64(['hi'])
casts = [tf.to_int32([1.7]), tf.to_int64(2.2), tf.to_double(1), tf.to_bfloat16(1.0), tf.to_float(3)]
for t in (sp.values, j, num, sub, h, r, rj, b, d, en) + tuple(casts):
    print(t.name, t.dtype.name, t.shape)
with tf.Session() as sess:
    for t in (sp.values, sp.indices, j, num, sub, r, rj, b, d, en):
        print(sess.run(t).tolist())

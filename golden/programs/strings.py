import tensorflow as tf

s = tf.constant(['a b', 'c'])
sp = tf.string_split(s)
j = tf.string_join([s, s], '-')
n = tf.string_to_number(tf.constant(['1.5', '2']))
h = tf.string_to_hash_bucket_fast(s, 10)
r = tf.regex_replace(s, 'a', 'z')
su = tf.substr(s, 0, 1)
l = tf.strings.length(s)
e = tf.as_string(tf.constant([1.25]), precision=1)
b = tf.decode_raw(tf.constant(['\x01\x02']), tf.uint8)
red = tf.reduce_join(s)
print(sp.values.name, j.name, n.name, h.name, r.name, su.name, l.name, red.name, e.name, b.name)
with tf.Session() as sess:
    for t in (sp.values, j, n, h, r, su, l, e, b, red):
        print(sess.run(t).tolist() if hasattr(sess.run(t), 'tolist') else sess.run(t))
    print(sess.run(tf.string_strip([' x '])), sess.run(tf.encode_base64('ab')))

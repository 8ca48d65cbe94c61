import tensorflow as tf

i = tf.constant([1, 2, 3], name='i')
a = tf.to_float(i)
b = tf.to_float(i)
c = tf.to_int32(a)
d = tf.to_int64(i)
e = tf.to_double(i)
f = tf.to_float(i, name='given')
g = tf.to_bfloat16(a)
h = tf.to_float(a)
k = tf.cast(i, tf.float32)
m = tf.to_int64(i, 'x64')
n = tf.to_complex64(a)
o = tf.to_complex128(a)
for t in (a, b, c, d, e, f, g, h, k, m, n, o):
    print(t.name, t.dtype)
with tf.Session() as sess:
    print(sess.run([a, c, d, e]))

import tensorflow as tf

i = tf.placeholder(tf.int32, [])
a = tf.cond(tf.greater(i, 2), lambda: tf.constant('big'), lambda: tf.constant('small'), name='choose')
b = tf.case([(tf.equal(i, 1), lambda: tf.constant(10.)), (tf.equal(i, 2), lambda: tf.constant(20.))], default=lambda: tf.constant(-1.), exclusive=True)
n, acc = tf.while_loop(lambda k, s: k < i, lambda k, s: (k + 1, s + tf.to_float(k)), [tf.constant(0), tf.constant(0.)], parallel_iterations=1, back_prop=False)
m = tf.map_fn(lambda t: t * t, tf.range(4), dtype=tf.int32)
s = tf.scan(lambda x, y: x + y, tf.constant([1., 2., 3.]), initializer=0.)
f = tf.foldl(lambda x, y: x * 2 + y, tf.constant([1, 2, 3]))
r = tf.foldr(lambda x, y: x - y, tf.constant([1, 2, 3]), 10)
with tf.control_dependencies([tf.assert_greater(i, -1)]):
    g = tf.identity(acc, 'guarded')
print(a.name, m.name, s.name, f.name, r.name, g.name)
with tf.Session() as sess:
    for k in (1, 2, 3):
        print(sess.run([a, b, n, g], {i: k}))
    print(*[v.tolist() for v in sess.run([m, s, f, r])])

import tensorflow as tf

x = tf.placeholder(tf.int32, [], name='x')
c = tf.cond(x > 2, lambda: x * 2, lambda: [x, x + 1][0])
d = tf.case([(x < 1, lambda: tf.constant(10)), (x < 3, lambda: tf.constant(20))], default=lambda: tf.constant(30))
i, acc = tf.while_loop(lambda i, a: i < x, lambda i, a: [i + 1, a * 2], [0, tf.constant(1)])
e = tf.cond(x > 0, lambda: (x, x), lambda: (x, -x))
print(c.name, d.name, i.name, acc.name, e[1].name)
with tf.Session() as sess:
    for v in (0, 2, 5):
        print(sess.run([c, d, acc], {x: v}))
    print(sess.run(tf.map_fn(lambda t: t * t, tf.range(4))), sess.run(tf.scan(lambda a, t: a + t, tf.range(5))))
    print(sess.run(tf.foldl(lambda a, t: a * 2 + t, tf.constant([1, 0, 1]))))

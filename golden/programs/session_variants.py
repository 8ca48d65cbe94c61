import tensorflow as tf

a = tf.Variable(3, name='a')
with tf.Session() as sess, sess.as_default(), sess.graph.as_default():
    a.initializer.run()
    print(a.eval(), sess.run([a, {'k': (a, a + 1)}]))
    print("%d %s %.1f" % (sess.run(a), sess.run(a), sess.run(tf.to_float(a))), float(sess.run(a)), int(a.eval()) + 1, range(sess.run(a)))
    print('{} {:d}'.format(sess.run(a), sess.run(a)), [1, 2, 3, 4][sess.run(a)], sess.run(a) == 3, str(sess.run(a)), sess.run(tf.constant('s')), sess.run(tf.constant(True)))
    x, (y, z) = sess.run([a, (a, [a])])
    print(x, y, z, sess.run(a, options=None), sess.run(fetches=a, feed_dict={a: 7}))
    v = sess.run(tf.constant([1.5]))
    print('%.2f' % v, float(v), v, list(v), {'v': v[0]}, (v[0],), [round(t, 1) for t in v])
s2 = tf.Session(target='', graph=tf.get_default_graph(), config=tf.ConfigProto(device_count={'CPU': 1}))
s2.run(tf.global_variables_initializer())
print(s2.run('a:0'), s2.list_devices()[0].device_type)
s2.close()

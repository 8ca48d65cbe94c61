import tensorflow as tf

sess = tf.InteractiveSession()
a = tf.Variable(3, name='a')
b = tf.placeholder_with_default([1, 2], shape=[None], name='b')
sess.run(tf.global_variables_initializer())
print(a.eval(), b.eval(), b.eval(feed_dict={b: [5]}), (a * 2).eval())
print(sess.run({'x': a, 'y': [b, (a, b)]}), sess.run(()), sess.run(['a:0', 'b:0']))
h = sess.partial_run_setup([a + 1], []) if False else None
call = sess.make_callable(a + b[0], [b])
print(call([10]), sess.graph.get_tensor_by_name('b:0').name, sess.graph.as_graph_element('a').name)
f = sess.run(a.assign_add(1))
print(f, type(f).__name__, '%d %s %.2f' % (f, f, f), [f], (f,), {'k': f}, str(f), repr(int(f)), format(f, 'd'))
v = sess.run(tf.reduce_mean([1., 2.]))
print(v, 'mean: {}'.format(v), 'mean: %s' % v, 'mean: ' + str(v), round(float(v), 2), v + 1)
sess.close()
with tf.Session().as_default() as s2:
    s2.run(a.initializer)
    print(tf.get_default_session() is s2, a.eval(session=s2))

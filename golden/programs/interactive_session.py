import tensorflow as tf

sess = tf.InteractiveSession()
a = tf.constant([[1, 2], [3, 4]])
b = tf.Variable(tf.zeros([2]))
b.initializer.run()
print(a.eval(), b.eval(), (a * 2).eval().tolist())
tf.global_variables_initializer().run()
print(tf.reduce_sum(a).eval(), tf.shape(a).eval(), tf.rank(a).eval(), tf.size(a).eval())
print(tf.get_default_session() is sess, sess.graph is tf.get_default_graph())
sess.close()

import tensorflow as tf

with tf.variable_scope('a', reuse=tf.AUTO_REUSE):
    v = tf.get_local_variable('l', shape=[2], initializer=tf.zeros_initializer())
    w = tf.get_variable('w', [1], collections=[tf.GraphKeys.LOCAL_VARIABLES], trainable=False)
    x = tf.get_variable('x', shape=(), dtype=tf.int64, initializer=tf.constant_initializer(5))
    y = tf.get_variable('y', shape=(2,), dtype=tf.bool)
    z = tf.get_variable('z', initializer=lambda: tf.ones([3]))
print([t.name for t in tf.local_variables()], [t.name for t in tf.global_variables()])
with tf.Session() as sess:
    print(sess.run(tf.report_uninitialized_variables()))
    sess.run([tf.local_variables_initializer(), tf.variables_initializer([x, y, z])])
    print(sess.run(x), sess.run(y), sess.run(z), sess.run(tf.is_variable_initialized(x)), sess.run(v))

import tensorflow as tf

x = tf.constant([[1., 2.], [3., 4.]])

def net(r):
    with tf.variable_scope('net', reuse=tf.AUTO_REUSE):
        w = tf.get_variable('w', [2], initializer=tf.ones_initializer())
    return tf.reduce_sum(r * w)

y = tf.map_fn(net, x)
print(y.name, y.shape, [v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y).tolist())

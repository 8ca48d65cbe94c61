import tensorflow as tf

with tf.variable_scope('loop'):
    w = tf.get_variable('w', [2, 2], initializer=tf.constant_initializer(0.5))


def body(i, h):
    with tf.variable_scope('loop', reuse=True):
        k = tf.get_variable('w')
    return i + 1, tf.tanh(tf.matmul(h, k))


i, h = tf.while_loop(lambda i, h: tf.less(i, 3), body, [tf.constant(0), tf.ones([1, 2])], shape_invariants=[tf.TensorShape([]), tf.TensorShape([1, 2])])
g = tf.gradients(h, w)[0]
print(i.name, h.name, h.shape, g.shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(i), ['%.5f' % v for v in sess.run(h).ravel()], ['%.5f' % v for v in sess.run(g).ravel()])

import tensorflow as tf

def body(i, h):
    with tf.variable_scope('cell', reuse=tf.AUTO_REUSE):
        w = tf.get_variable('w', [2, 2], initializer=tf.ones_initializer())
    return i + 1, tf.matmul(h, w)

i, h = tf.while_loop(lambda i, h: i < 3, body, [tf.constant(0), tf.ones([1, 2])])
print(i.name, h.name, [v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([i, h]))

import os, tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
with tf.Graph().as_default(), tf.Session() as sess:
    with tf.variable_scope('old'):
        tf.layers.dense(tf.ones([1, 2]), 1, kernel_initializer=tf.constant_initializer(7.0), name='d')
    sess.run(tf.global_variables_initializer())
    p = tf.train.Saver().save(sess, os.path.join(d, 'x'))
with tf.Graph().as_default(), tf.Session() as sess:
    with tf.variable_scope('new'):
        tf.layers.dense(tf.ones([1, 2]), 1, name='d')
    tf.train.init_from_checkpoint(p, {'old/': 'new/'})
    sess.run(tf.global_variables_initializer())
    print(sess.run(tf.trainable_variables()[0]).tolist())
    fn = tf.contrib.framework.assign_from_checkpoint_fn(p, {'old/d/bias': tf.trainable_variables()[1]})
    fn(sess)
    print(sess.run('new/d/bias:0'))

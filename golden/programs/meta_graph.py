import os, tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
x = tf.placeholder(tf.float32, [None, 2], name='x')
y = tf.layers.dense(x, 1, kernel_initializer=tf.ones_initializer(), name='out')
tf.add_to_collection('outputs', y)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    p = tf.train.Saver().save(sess, os.path.join(d, 'm'))
tf.reset_default_graph()
with tf.Session() as sess:
    s = tf.train.import_meta_graph(p + '.meta')
    s.restore(sess, p)
    y = tf.get_collection('outputs')[0]
    print(y.name, sess.run(y, {'x:0': [[1, 2]]}).tolist(), [v.name for v in tf.trainable_variables()])

import os, tempfile
import tensorflow as tf

with tf.variable_scope('enc'):
    a = tf.get_variable('a', initializer=1.0)
with tf.variable_scope('dec'):
    b = tf.get_variable('b', initializer=2.0)
d = tempfile.mkdtemp()
s1 = tf.train.Saver(tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='enc'))
s2 = tf.train.Saver({'renamed': b}, max_to_keep=None)
s3 = tf.train.Saver([v for v in tf.global_variables() if 'dec' in v.name], reshape=True, name='third')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i, s in enumerate((s1, s2, s3)):
        p = s.save(sess, os.path.join(d, 'm%d' % i), write_meta_graph=False)
        print(os.path.basename(p), tf.contrib.framework.list_variables(p))
    try:
        s1.restore(sess, os.path.join(d, 'm1'))
    except Exception as e:
        print(type(e).__name__)
print(sorted(os.listdir(d))[:3], s1.as_saver_def().filename_tensor_name, s3.as_saver_def().restore_op_name)

import os
import tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
with tf.variable_scope('enc'):
    a = tf.get_variable('a', initializer=tf.constant([1., 2.]))
with tf.variable_scope('dec'):
    b = tf.get_variable('b', initializer=3.)
saver = tf.train.Saver({'old/a': a}, max_to_keep=2)
everything = tf.train.Saver(tf.global_variables(), name='all')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for s in (1, 2, 3):
        p = saver.save(sess, os.path.join(d, 'm'), global_step=s, write_meta_graph=False)
    print(os.path.basename(p), [os.path.basename(q) for q in saver.last_checkpoints])
    sess.run([a.assign([9., 9.]), b.assign(8.)])
    saver.restore(sess, tf.train.latest_checkpoint(d))
    print(sess.run([a, b]))
    reader = tf.train.NewCheckpointReader(p)
    print(reader.get_variable_to_shape_map(), reader.has_tensor('old/a'), reader.get_tensor('old/a'))
    print(tf.contrib.framework.list_variables(d), tf.train.list_variables(p))
    print(everything.saver_def.filename_tensor_name, sorted(f for f in os.listdir(d) if f.endswith('index')))

import os
import tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
with tf.Graph().as_default():
    with tf.variable_scope('a'):
        v = tf.get_variable('v', initializer=[1.0, 2.0])
    g = tf.train.get_or_create_global_step()
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(3):
            sess.run(tf.assign_add(g, 1))
            p = saver.save(sess, os.path.join(d, 'm.ckpt'), global_step=g)
    print([os.path.basename(x) for x in saver.last_checkpoints], os.path.basename(tf.train.latest_checkpoint(d)))
    st = tf.train.get_checkpoint_state(d)
    print(os.path.basename(st.model_checkpoint_path), len(st.all_model_checkpoint_paths))
with tf.Graph().as_default():
    new = tf.get_variable('b/v', [2])
    s2 = tf.train.Saver({'a/v': new})
    with tf.Session() as sess:
        s2.restore(sess, p)
        print(sess.run(new).tolist(), sess.run(tf.report_uninitialized_variables()).tolist())
reader = tf.train.NewCheckpointReader(p)
print(reader.get_variable_to_shape_map(), reader.has_tensor('a/v'), reader.get_tensor('global_step'))
print(tf.contrib.framework.list_variables(d), tf.contrib.framework.load_variable(d, 'a/v').tolist())

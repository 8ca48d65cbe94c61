import os, tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
g = tf.train.get_or_create_global_step()
w = tf.get_variable('w', initializer=1.0)
inc = tf.group(tf.assign_add(g, 1), tf.assign_add(w, 1.0))
sv = tf.train.Supervisor(logdir=d, save_model_secs=0, summary_op=None)
with sv.managed_session() as sess:
    for _ in range(3):
        sess.run(inc)
    print(sess.run([g, w]), sv.should_stop())
    sv.saver.save(sess, sv.save_path, global_step=sv.global_step)
print(tf.train.list_variables(d))

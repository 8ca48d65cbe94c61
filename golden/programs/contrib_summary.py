import glob
import tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
step = tf.train.get_or_create_global_step()
x = tf.placeholder(tf.float32, [])
writer = tf.contrib.summary.create_file_writer(d, flush_millis=1000)
tf.contrib.summary.scalar('nowhere', x)
with writer.as_default():
    tf.contrib.summary.scalar('unasked', x)
    with tf.contrib.summary.always_record_summaries(), tf.name_scope('train'):
        s = tf.contrib.summary.scalar('loss', x * 2)
        tf.contrib.summary.scalar('rate', 0.5, step=step, family='opt')
    with tf.contrib.summary.record_summaries_every_n_global_steps(2):
        tf.contrib.summary.scalar('every', x)
    with tf.contrib.summary.never_record_summaries():
        tf.contrib.summary.scalar('never', x)
    flush = tf.contrib.summary.flush()
ops = tf.contrib.summary.all_summary_ops()
print(s is not None)
advance = step.assign_add(1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.contrib.summary.summary_writer_initializer_op())
    for i in range(3):
        sess.run(ops, {x: i})
        sess.run(advance)
    sess.run(flush)
print(sorted({(e.step, v.tag) for e in tf.train.summary_iterator(glob.glob(d + '/*')[0]) for v in e.summary.value}))

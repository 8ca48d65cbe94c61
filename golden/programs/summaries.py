import os, tempfile
import tensorflow as tf

x = tf.constant([1.0, 2.0])
with tf.name_scope('sum'):
    s = tf.summary.scalar('loss', tf.reduce_sum(x))
h = tf.summary.histogram('hist', x)
t = tf.summary.text('t', tf.constant('hi'))
m = tf.summary.merge_all()
print(s.name, h.name, m.name, [c.name for c in tf.get_collection(tf.GraphKeys.SUMMARIES)])
d = tempfile.mkdtemp()
with tf.Session() as sess:
    w = tf.summary.FileWriter(d, sess.graph)
    out = sess.run(m)
    w.add_summary(out, 3)
    w.add_summary(tf.Summary(value=[tf.Summary.Value(tag='k', simple_value=1.5)]), 4)
    w.close()
for e in tf.train.summary_iterator(os.path.join(d, os.listdir(d)[0])):
    for v in e.summary.value:
        print(e.step, v.tag)

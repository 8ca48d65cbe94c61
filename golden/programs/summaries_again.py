import glob
import tempfile
import tensorflow as tf

d = tempfile.mkdtemp()
x = tf.placeholder(tf.float32, [])
with tf.name_scope('stats'):
    s = tf.summary.scalar('x value', x)
    h = tf.summary.histogram('hist', tf.stack([x, x]), family='fam')
i = tf.summary.image('img', tf.zeros([1, 2, 2, 1]), max_outputs=1)
t = tf.summary.text('txt', tf.constant('hi'))
m = tf.summary.merge_all()
m2 = tf.summary.merge([s, h], name='two')
print(s.name, h.name, i.name, t.name, m.name, m2.name, [c.name for c in tf.get_collection(tf.GraphKeys.SUMMARIES)])
with tf.Session() as sess:
    w = tf.summary.FileWriter(d, sess.graph)
    w.add_summary(sess.run(m, {x: 2.}), global_step=7)
    v = tf.Summary()
    v.value.add(tag='manual', simple_value=0.25)
    w.add_summary(v, 8)
    w.add_summary(tf.Summary(value=[tf.Summary.Value(tag='b', simple_value=1.5)]), 9)
    w.close()
for e in tf.train.summary_iterator(glob.glob(d + '/*')[0]):
    for val in e.summary.value:
        print(e.step, val.tag, val.simple_value)

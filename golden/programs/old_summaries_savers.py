import tensorflow as tf

x = tf.Variable(1.0, name='x')
tf.summary.scalar('x', x)
tf.summary.histogram('h/x', x)
with tf.name_scope('grp'):
    i = tf.summary.image('img', tf.ones([1, 2, 2, 3]), max_outputs=1)
    a = tf.summary.audio('aud', tf.zeros([1, 10, 1]), 8000.0)
m = tf.summary.merge([i, a], name='mm')
s = tf.Summary()
s.value.add(tag='t', simple_value=0.5)
print(i.name, a.name, m.name, len(tf.get_collection('summaries')), s.value[0].tag, tf.summary.merge_all().dtype)
with tf.Session() as sess:
    sess.run(x.initializer)
    r = tf.Summary.FromString(sess.run(tf.summary.merge_all()))
    print(sorted(v.tag for v in r.value))

import tensorflow as tf

with tf.name_scope('a') as a:
    x = tf.constant(1, name='x')
    with tf.name_scope('b', 'dflt', [x]) as b:
        y = tf.add(x, 1)
    with tf.name_scope(None, 'dflt', [x]) as d:
        z = x * 2
with tf.name_scope('a') as a2:
    w = tf.identity(x, name='x')
with tf.name_scope(a):
    k = tf.identity(x, name='x')
with tf.name_scope(None):
    n = tf.no_op(name='n')
with tf.name_scope(''):
    m = tf.constant(2.0)
print(a, b, d, a2)
print([t.name for t in (x, y, z, w, k, n, m)])
with tf.op_scope([x], 'old') as o:
    print(o, tf.square(x).name)

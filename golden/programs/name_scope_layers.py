import tensorflow as tf

with tf.name_scope('outer'):
    a = tf.layers.dense(tf.ones([1, 2]), 1)
    with tf.variable_scope('vs'):
        b = tf.layers.dense(tf.ones([1, 2]), 1)
        with tf.name_scope('inner'):
            c = tf.contrib.layers.fully_connected(tf.ones([1, 2]), 1)
            w = tf.Variable(1.0, name='w')
            g = tf.get_variable('g', [])
with tf.variable_scope('vs', reuse=True):
    d = tf.layers.dense(tf.ones([1, 2]), 1, name='dense')
with tf.variable_scope('vs', auxiliary_name_scope=False):
    e = tf.identity(a, name='e')
print(a.name, b.name, c.name, w.name, g.name, d.name, e.name)
print([v.op.name for v in tf.global_variables()])

import tensorflow as tf


def layer(x, name=None):
    with tf.op_scope([x], name, 'Layer') as scope:
        return tf.identity(x, name=scope)


def vlayer(x, scope=None):
    with tf.variable_op_scope([x], scope, 'VLayer') as s:
        return tf.get_variable('w', [1]) + x, s.name


x = tf.constant(1.0)
print(layer(x).name, layer(x).name, layer(x, 'mine').name)
print([(t.name, n) for t, n in (vlayer(x), vlayer(x), vlayer(x, 'mine'))])
print([v.name for v in tf.all_variables()], tf.trainable_variables()[0].op.name)
with tf.name_scope(None):
    print(tf.constant(0).name)
with tf.name_scope('a'), tf.name_scope('b/'):
    print(tf.constant(0, name='c').name)
with tf.name_scope('q', 'default', [x]) as q, tf.name_scope(None, 'dflt', [x]) as r:
    print(q, r, tf.no_op().name)

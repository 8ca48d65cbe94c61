import tensorflow as tf


def f(x, scope='f', reuse=None):
    with tf.variable_scope(scope, reuse=reuse) as vs:
        if reuse:
            vs.reuse_variables()
        y = tf.layers.dense(x, 2, name='fc')
        with tf.variable_scope('inner', reuse=tf.AUTO_REUSE):
            w = tf.get_variable('w', [2])
        return y * w, vs


x = tf.zeros([1, 2])
a, sa = f(x)
b, sb = f(x, reuse=True)
with tf.variable_scope(sa, reuse=True) as again:
    w = tf.get_variable('inner/w', [2])
    print(again.name, again.reuse, again.original_name_scope, w.name)
with tf.variable_scope(sa, auxiliary_name_scope=False), tf.name_scope(sa.original_name_scope):
    print(tf.add(1, 1).name, tf.get_variable_scope().name)
print(a.name, b.name, sa.reuse, sb.reuse, bool(sb.reuse), len(tf.global_variables()))
for bad in (lambda: f(x), lambda: f(x, 'g', True)):
    try:
        bad()
    except ValueError as err:
        print(str(err).split('.')[0])

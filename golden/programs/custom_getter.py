import tensorflow as tf

log = []
def getter(getter, name, *args, **kwargs):
    log.append((name, sorted(k for k in kwargs)[:3], kwargs.get('trainable')))
    kwargs['trainable'] = not name.endswith('frozen')
    return getter(name, *args, **kwargs)

def scaled(getter, name, **kw):
    return getter(name + '_s', **kw) * 2.0

with tf.variable_scope('s', custom_getter=getter):
    a = tf.get_variable('a', [1])
    f = tf.get_variable('frozen', [1])
    with tf.variable_scope('t', custom_getter=scaled):
        b = tf.get_variable('b', [1], initializer=tf.ones_initializer())
    c = tf.layers.dense(tf.ones([1, 1]), 1, name='d')
print([v.name for v in tf.trainable_variables()], [v.name for v in tf.global_variables()], b.name)
print(log)

import tensorflow as tf

for i in range(2):
    with tf.variable_scope('layer_{}'.format(i)):
        w = tf.get_variable('w_%02d' % i, shape=(2,), dtype=tf.float32)
        with tf.name_scope('op%d' % i) as scope:
            y = tf.add(w, 1.0, name='plus')
        print('%s -> %s in %r' % (w.name, y.name, scope))
        print('{0.name} {1.op.name}'.format(w, y), w.name.split(':')[0].split('/')[-1])
print(tf.get_variable_scope().name == '', tf.get_default_graph().unique_name('layer_0', mark_as_used=False))
print(', '.join(v.name[:-2] for v in tf.trainable_variables()))
print(w, y)
print('%s' % tf.constant(3, name='three'), tf.placeholder(tf.int32, [None, 2], 'ph'))

import tensorflow as tf

def tower(x, scope='tower', reuse=False):
    with tf.variable_scope(scope, reuse=reuse) as vs:
        h = tf.layers.dense(x, 4, tf.nn.relu, name='fc1')
        h = tf.layers.batch_normalization(h, training=not reuse, name='bn')
        return tf.layers.dense(h, 2, name='fc2'), vs

a, vs = tower(tf.ones([3, 2]))
b, _ = tower(tf.zeros([3, 2]), reuse=True)
d = tf.sqrt(tf.reduce_sum(tf.square(a - b), 1, keep_dims=True) + 1e-6)
print(a.name, b.name, d.name, vs.name, vs.reuse)
print([v.name for v in tf.trainable_variables()], len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
print([v.name for v in vs.trainable_variables()], [v.name for v in vs.global_variables()][-1])

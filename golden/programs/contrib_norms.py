import tensorflow as tf

x = tf.constant([[[[1., 2., 3., 4.], [2., 0., 1., 5.]], [[0., 1., 2., 8.], [3., 3., 1., 1.]]]])
L = tf.contrib.layers
with tf.variable_scope('n'):
    a = L.layer_norm(x, begin_norm_axis=1)
    b = L.instance_norm(x, scale=False)
    c = L.group_norm(x, groups=2)
    d = L.batch_norm(x, decay=0.9, scale=True, is_training=True, updates_collections=None)
    e = L.batch_norm(x, is_training=False, fused=False, param_initializers={'moving_mean': tf.ones_initializer()}, scope='bn')
    f = L.unit_norm(tf.ones([2, 4]), dim=1)
    g = L.softmax(tf.ones([2, 3, 4]))
for t in (a, b, c, d, e, f, g):
    print(t.name, t.shape.as_list())
print([(v.name, v.shape.as_list()) for v in tf.global_variables()], len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    for t in (a, b, c, d, e, f):
        print(['%.4f' % v for v in s.run(t).ravel()[:4]])
    print(['%.4f' % v for v in s.run('n/BatchNorm/moving_mean:0')])

import tensorflow as tf

train = tf.placeholder_with_default(False, [], name='train')
x = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope('c'):
    y = tf.cond(train, lambda: tf.layers.dense(x, 2, name='d', kernel_initializer=tf.ones_initializer()), lambda: tf.zeros([tf.shape(x)[0], 2]))
    z = tf.contrib.framework.smart_cond.smart_cond(True, lambda: y, lambda: x) if hasattr(tf.contrib.framework, 'smart_cond') and hasattr(tf.contrib.framework.smart_cond, 'smart_cond') else y
    bn = tf.layers.batch_normalization(z, training=train, name='bn', momentum=0.5)
up = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
print(y.name, bn.name, [u.name for u in up], [v.name for v in tf.global_variables()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run(bn, {x: [[1., 2., 3.]]}).tolist())
    s.run(up, {x: [[1., 2., 3.], [3., 2., 3.]], train: True})
    print(s.run(tf.get_default_graph().get_tensor_by_name('c/bn/moving_mean:0')).tolist())

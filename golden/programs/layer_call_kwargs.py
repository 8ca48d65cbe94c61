import tensorflow as tf

bn = tf.layers.BatchNormalization(name='bn', momentum=0.5)
is_train = tf.placeholder(tf.bool, [], name='train')
x = tf.placeholder(tf.float32, [None, 2])
y = bn(x, training=is_train)
z = bn.apply(x, training=False)
print(y.name, z.name, [u.name for u in bn.updates], [u.name for u in bn.get_updates_for(x)], bn.get_updates_for(None))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    with tf.control_dependencies(bn.updates):
        t = tf.identity(y)
    print(sess.run(t, {x: [[1., 2.], [3., 6.]], is_train: True}).round(3).tolist())
    print([v.round(3).tolist() for v in sess.run(bn.non_trainable_variables)], sess.run(z, {x: [[1., 1.]]}).round(3))

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2, 2, 3], name='x')
is_training = tf.placeholder(tf.bool, name='is_training')
with tf.variable_scope('net'):
    h = tf.layers.conv2d(x, 2, 1, kernel_initializer=tf.constant_initializer(0.5), use_bias=False)
    h = tf.layers.batch_normalization(h, training=is_training, epsilon=1e-3, center=True, renorm=False, fused=True)
    h2 = tf.contrib.layers.batch_norm(h, is_training=is_training, scale=True, decay=0.5, scope='cbn')
loss = tf.reduce_mean(h2 ** 2)
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
print([v.name for v in tf.global_variables()])
print(h.name, h2.name, len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
import numpy as np
data = np.arange(24).reshape(2, 2, 2, 3) / 10.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        print('%.5f' % sess.run([loss, op], {x: data, is_training: True})[0])
    print('%.5f' % sess.run(loss, {x: data, is_training: False}))
    for v in tf.global_variables():
        if 'moving' in v.name:
            print(v.name, ['%.4f' % f for f in sess.run(v)])

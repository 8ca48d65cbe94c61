import tensorflow as tf

x = tf.ones([2, 8, 8, 4])
with tf.variable_scope('f'):
    a = tf.layers.conv2d(x, 5, 3, strides=2, padding='same', use_bias=False)
    b = tf.layers.conv2d_transpose(a, 3, (2, 2), (2, 2), name='up')
    c = tf.layers.separable_conv2d(b, 6, 3, depth_multiplier=2, activation=tf.nn.elu)
    d = tf.layers.average_pooling2d(c, 2, 2)
    e = tf.layers.max_pooling2d(d, [2, 2], 1, padding='SAME', name='mp')
    f = tf.layers.batch_normalization(e, axis=-1, scale=False, training=True)
    g = tf.layers.flatten(f)
    h = tf.layers.dropout(g, 0.4, training=False)
    i = tf.layers.dense(h, 7, kernel_regularizer=tf.contrib.layers.l1_regularizer(0.1))
    j = tf.layers.conv1d(tf.reshape(i, [2, 7, 1]), 2, 3, padding='valid', dilation_rate=2)
    k = tf.layers.conv3d(tf.ones([1, 4, 4, 4, 1]), 2, 2)
    l = tf.layers.max_pooling1d(j, 2, 1)
    m = tf.layers.average_pooling3d(k, 2, 1)
for t in (a, b, c, d, e, f, g, h, i, j, k, l, m):
    print(t.name, t.shape.as_list())
for v in tf.global_variables():
    print(v.name, v.shape.as_list(), v in tf.trainable_variables())
print([o.name for o in tf.get_collection(tf.GraphKeys.UPDATE_OPS)], len(tf.losses.get_regularization_losses()))

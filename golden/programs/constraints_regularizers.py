import tensorflow as tf

l1, l2 = tf.contrib.layers.l1_regularizer(0.1), tf.contrib.layers.l2_regularizer(0.2)
w = tf.get_variable('w', [2], initializer=tf.constant_initializer(2.0), regularizer=tf.contrib.layers.sum_regularizer([l1, l2]),
                    constraint=lambda x: tf.clip_by_value(x, 0.0, 1.0))
d = tf.layers.dense(tf.ones([1, 2]), 2, kernel_regularizer=l2, bias_regularizer=l1, kernel_initializer=tf.ones_initializer(), activity_regularizer=l1)
c = tf.layers.conv2d(tf.ones([1, 3, 3, 1]), 1, 2, kernel_regularizer=tf.nn.l2_loss, kernel_initializer=tf.ones_initializer())
losses = tf.losses.get_regularization_losses()
print([l.name for l in losses], [l.name for l in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)] == [l.name for l in losses])
total = tf.losses.get_regularization_loss()
reg = tf.contrib.layers.apply_regularization(l2, [w])
train = tf.train.GradientDescentOptimizer(1.0).minimize(-tf.reduce_sum(w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(['%.3f' % v for v in sess.run(losses)], '%.3f' % sess.run(total), '%.3f' % sess.run(reg), total.name, reg.name)
    sess.run(train)
    print(sess.run(w))

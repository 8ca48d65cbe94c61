import tensorflow as tf
slim = tf.contrib.slim


def inception_block(net, depths, scope):
    with tf.variable_scope(scope):
        with tf.variable_scope('Branch_0'):
            b0 = slim.conv2d(net, depths[0], [1, 1], scope='Conv2d_0a_1x1')
        with tf.variable_scope('Branch_1'):
            b1 = slim.conv2d(net, depths[1], [1, 1], scope='Conv2d_0a_1x1')
            b1 = slim.separable_conv2d(b1, depths[1], [3, 3], depth_multiplier=1, scope='Conv2d_0b_3x3')
        with tf.variable_scope('Branch_2'):
            b2 = slim.avg_pool2d(net, [3, 3], scope='AvgPool_0a_3x3')
            b2 = slim.conv2d_transpose(b2, depths[2], [1, 1], scope='up')
        return tf.concat(axis=3, values=[b0, b1, b2])


with slim.arg_scope([slim.conv2d, slim.max_pool2d, slim.avg_pool2d, slim.separable_conv2d], stride=1, padding='SAME'), slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=dict(is_training=False, decay=0.99)):
    y = inception_block(tf.ones([1, 4, 4, 2]), [2, 3, 4], 'Mixed')
print(y.name, y.shape)
for v in slim.get_variables():
    print(v.op.name, v.shape.as_list())
print([v.op.name for v in slim.get_variables_to_restore(exclude=['Mixed/Branch_0'])][:3])

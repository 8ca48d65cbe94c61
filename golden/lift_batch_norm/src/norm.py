import tensorflow as tf
from tensorflow.contrib.layers import batch_norm


def conv_bn(x, filters, is_training, scope):
    with tf.variable_scope(scope):
        x = tf.layers.conv2d(x, filters, 3, padding='same', use_bias=False, name='conv')
        x = tf.layers.batch_normalization(x, momentum=0.9, epsilon=1e-5, training=is_training, name='bn')
        return tf.nn.relu(x)


def dense_bn(x, units, train, scope='dense_bn'):
    with tf.variable_scope(scope):
        x = tf.layers.dense(x, units, name='fc')
        return batch_norm(x, decay=0.8, scale=True, is_training=train, scope='bn')


def frozen(x, scope='frozen'):
    """Normalizes with what the checkpoint holds."""
    with tf.variable_scope(scope):
        return tf.layers.batch_normalization(x, training=False, center=False)


def forward(images, is_training):
    net = conv_bn(images, 3, is_training, 'block1')
    net = conv_bn(net, 4, is_training=is_training, scope='block2')
    net = tf.reduce_mean(net, [1, 2])
    net = dense_bn(net, 3, train=is_training)
    return frozen(net)

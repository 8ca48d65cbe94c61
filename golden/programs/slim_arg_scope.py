import tensorflow as tf
import tensorflow.contrib.slim as slim

def scope(decay=0.01):
    with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_regularizer=slim.l2_regularizer(decay),
                        activation_fn=tf.nn.elu, normalizer_fn=slim.batch_norm):
        with slim.arg_scope([slim.batch_norm], is_training=False, decay=0.9, scale=True) as sc:
            return sc

with slim.arg_scope(scope()):
    x = tf.zeros([1, 8, 8, 3])
    with tf.variable_scope('net', 'net', [x]):
        with slim.arg_scope([slim.conv2d], padding='VALID', stride=2):
            n = slim.conv2d(x, 4, 3, scope='c1')
        n = slim.repeat(n, 2, slim.conv2d, 4, [3, 3], scope='c2')
        n = slim.stack(slim.flatten(n), slim.fully_connected, [5, 4], scope='fc')
        n, ends = slim.dropout(n, 0.5, is_training=False), slim.utils.convert_collection_to_dict('e')
print(n.name, n.shape, dict(ends))
for v in slim.get_variables_to_restore():
    print(v.op.name)
print(len(slim.losses.get_regularization_losses()) if hasattr(slim.losses, 'get_regularization_losses') else 0)

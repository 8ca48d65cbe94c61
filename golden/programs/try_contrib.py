try:
    import tensorflow.contrib.slim as slim
except ImportError:
    slim = None
try:
    from tensorflow.contrib.layers.python.layers import utils
except ImportError:
    utils = None
import tensorflow as tf

ends = {}
with tf.variable_scope('n', [tf.ones([1])]) as sc:
    with slim.arg_scope([slim.conv2d, slim.max_pool2d], outputs_collections='ends'):
        x = slim.conv2d(tf.ones([1, 8, 8, 3]), 4, [3, 3], scope='c1')
        x = slim.max_pool2d(x, [2, 2], scope='p1')
        x = slim.repeat(x, 2, slim.conv2d, 8, [3, 3], scope='c2')
    ends = utils.convert_collection_to_dict('ends')
for k in sorted(ends):
    print(k, ends[k].shape)
print([v.op.name for v in slim.get_model_variables()])

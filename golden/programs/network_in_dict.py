import collections
import tensorflow as tf

Outputs = collections.namedtuple('Outputs', 'logits probs')
SPEC = collections.OrderedDict([('conv1', dict(filters=4, kernel_size=3, strides=2)), ('conv2', dict(filters=8, kernel_size=[3, 3], padding='same'))])


def network(images, spec=SPEC, num_classes=3, is_training=False, scope='Net', reuse=None):
    end_points = {}
    with tf.variable_scope(scope, 'Net', [images], reuse=reuse, initializer=tf.truncated_normal_initializer(stddev=0.01)):
        net = images
        for name, kw in spec.items():
            net = tf.layers.conv2d(net, name=name, activation=tf.nn.relu, **kw)
            end_points[name] = net
        net = tf.reduce_mean(net, [1, 2], keep_dims=True, name='gap')
        logits = tf.squeeze(tf.layers.conv2d(net, num_classes, 1, name='logits'), [1, 2], name='squeezed')
        return Outputs(logits, tf.nn.softmax(logits, name='probs')), end_points


out, ends = network(tf.zeros([2, 9, 9, 3]))
out2, _ = network(tf.ones([1, 9, 9, 3]), reuse=True)
print(out.logits.name, out.probs.name, out2.probs.name, {k: v.name for k, v in sorted(ends.items())})
print([(v.op.name, v.get_shape().as_list()) for v in tf.trainable_variables('Net')])

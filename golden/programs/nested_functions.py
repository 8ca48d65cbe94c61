import tensorflow as tf

def resnet(x, depth, reuse=None):
    def bottleneck(h, n, i):
        with tf.variable_scope('block_{}'.format(i)):
            def conv(h, k, s):
                return tf.layers.conv2d(h, n, k, padding='same', name=s, use_bias=False)
            r = h
            h = tf.nn.relu(tf.layers.batch_normalization(conv(h, 1, 'a'), name='bn'))
            h = conv(h, 3, 'b')
            if r.shape[-1] != n:
                r = conv(r, 1, 'short')
            return tf.nn.relu(h + r)
    with tf.variable_scope('resnet', reuse=reuse):
        for i in range(depth):
            x = bottleneck(x, 2 * (i + 1), i)
        return tf.reduce_mean(x, [1, 2], keepdims=True)

a = resnet(tf.zeros([1, 4, 4, 2]), 2)
b = resnet(tf.zeros([1, 4, 4, 2]), 2, reuse=True)
print(a.shape, b.shape)
for v in tf.global_variables():
    print(v.op.name, v.shape)

import tensorflow as tf

def net(x):
    with tf.variable_scope('net'):
        h = tf.layers.conv2d(x, 8, 3, padding='same', name='c1')
        h = tf.layers.max_pooling2d(h, 2, 2)
        h = tf.layers.flatten(h)
        return tf.layers.dense(h, 10, name='fc')

out = net(tf.zeros([2, 8, 8, 1]))
print(out.shape, out.get_shape().as_list())
total = 0
for v in tf.trainable_variables():
    n = 1
    for d in v.shape:
        n *= d.value
    total += n
    print('%-20s %s %d' % (v.name, v.shape, n))
print(total, sum(v.shape.num_elements() for v in tf.trainable_variables()))

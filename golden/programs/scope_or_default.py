import tensorflow as tf

def conv(x, n, scope=None, reuse=None):
    with tf.variable_scope(scope, 'Conv', [x], reuse=reuse) as sc:
        w = tf.get_variable('weights', [3, 3, x.get_shape()[-1].value, n])
        return tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME'), sc

x = tf.zeros([1, 4, 4, 2])
h, s1 = conv(x, 3)
h, s2 = conv(h, 3)
h, s3 = conv(h, 4, 'named')
with tf.variable_scope('blk'):
    h, s4 = conv(h, 4)
    k, s5 = conv(h, 4, scope=s4, reuse=True)
print([s.name for s in (s1, s2, s3, s4, s5)], [s.original_name_scope for s in (s1, s2, s3, s4, s5)])
print(h.name, k.name, [v.name for v in tf.global_variables()])
with tf.variable_scope(s1, reuse=True) as again:
    print(tf.get_variable('weights').name, again.original_name_scope, tf.constant(1).name)

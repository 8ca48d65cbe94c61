import tensorflow as tf

x = tf.zeros([2, 8, 8, 3])
a = tf.layers.conv2d(x, 4, 3, padding='same', activation=tf.nn.relu)
a = tf.layers.batch_normalization(a, training=True)
a = tf.layers.max_pooling2d(a, 2, 2)
b = tf.layers.conv2d(a, 4, (1, 2), strides=(2, 1), name='second', use_bias=False)
c = tf.layers.conv2d_transpose(b, 2, 3, strides=2)
d = tf.layers.separable_conv2d(c, 5, 3, depth_multiplier=2)
e = tf.layers.average_pooling2d(d, 2, 1, padding='same')
f = tf.layers.flatten(e)
g = tf.layers.dropout(f)
h = tf.layers.dense(g, 7, kernel_initializer=tf.glorot_normal_initializer())
for t in (a, b, c, d, e, f, g, h):
    print(t.name, t.shape)
print([(v.name, v.shape.as_list()) for v in tf.global_variables()])
print([u.name for u in tf.get_collection(tf.GraphKeys.UPDATE_OPS)])

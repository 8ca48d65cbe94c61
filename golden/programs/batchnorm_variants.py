import numpy as np
import tensorflow as tf

x = tf.constant(np.arange(24, dtype=np.float32).reshape(2, 3, 4))
t = tf.placeholder_with_default(True, [])
a = tf.layers.batch_normalization(x, axis=1, training=True, momentum=0.5, name='a')
b = tf.contrib.layers.batch_norm(x, decay=0.5, center=True, scale=True, is_training=t, updates_collections=None, scope='b')
c = tf.contrib.layers.batch_norm(x, is_training=False, activation_fn=tf.nn.relu, reuse=None)
d = tf.layers.batch_normalization(x, center=False, scale=False, training=t)
e = tf.contrib.layers.group_norm(tf.ones([1, 2, 2, 4]), groups=2)
f = tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope='ln')
g = tf.nn.local_response_normalization(tf.ones([1, 2, 2, 4]))
up = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
print([i.name for i in (a, b, c, d, e, f, g)], [u.name for u in up])
print([v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([b, up])
    print([np.round(sess.run(v), 3).ravel()[:3].tolist() for v in tf.moving_average_variables() or tf.global_variables() if 'moving' in v.name])
    print(np.round(sess.run([a, d])[0][0, 0], 3), np.round(sess.run(f)[0, 0], 3))

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, None, 6])
y = tf.layers.dense(x, 3, kernel_initializer=tf.constant_initializer(0.1), bias_initializer=tf.constant_initializer(1.0))
z = tf.contrib.layers.fully_connected(y, 2, activation_fn=None, weights_initializer=tf.constant_initializer(0.5))
w = tf.contrib.layers.linear(z, 1, biases_initializer=None, weights_initializer=tf.constant_initializer(2.))
print(y.name, y.shape, z.name, z.shape, w.name, w.shape)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    out = s.run(w, feed_dict={x: [[[1.] * 6, [0.5] * 6]]})
    print(out.shape, ['%.4f' % v for v in out.ravel()])

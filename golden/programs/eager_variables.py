import tensorflow as tf
tf.enable_eager_execution()
tfe = tf.contrib.eager

v = tfe.Variable(1.0, name='v')
w = tf.Variable([1, 2], name='w')
g = tf.get_variable('g', [2], initializer=tf.zeros_initializer())
v.assign_add(2.0)
w.assign(w * 2)
print(v.numpy(), w.numpy(), g.numpy(), v.name, w.name, g.name, v.dtype, w.shape)
with tf.variable_scope('s'):
    print(tf.get_variable('x', [1], initializer=tf.ones_initializer()).name, tf.layers.dense(tf.ones([1, 1]), 1, kernel_initializer=tf.ones_initializer()).numpy())
print(float(v.numpy()), int(w.numpy()[1]), v + 1, (v * w.numpy().sum()).numpy())

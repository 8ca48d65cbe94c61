import tensorflow as tf

c = tf.layers.Conv2D(4, 3, kernel_initializer=tf.zeros_initializer(), kernel_regularizer=None)
config = c.get_config()
print(config['kernel_initializer'], config['bias_initializer'], config['activation'])
print(c.filters, c.kernel_size, c.strides, c.padding, c.data_format, c.dilation_rate, c.rank)
b = tf.layers.BatchNormalization(axis=-1, epsilon=1e-5)
b(tf.ones([2, 3]))
print(b.axis, b.momentum, b.epsilon, b.center, b.scale, [v.name for v in b.variables])
print(b.gamma.name, b.moving_mean.name)

import numpy as np
import tensorflow as tf
tf.enable_eager_execution()

cell = tf.nn.rnn_cell.BasicLSTMCell(2)
s = cell.zero_state(1, tf.float32)
for _ in range(3):
    o, s = cell(tf.ones([1, 3]), s)
print(o.shape, s.c.shape, [v.name for v in cell.variables], len(cell.trainable_weights))
conv = tf.layers.Conv2D(2, 3, padding='same', kernel_initializer=tf.ones_initializer())
bn = tf.layers.BatchNormalization()
y = bn(conv(tf.ones([1, 4, 4, 1])), training=True)
print(y.shape, conv.name, bn.name, [v.name for v in conv.variables + bn.variables], bn.moving_mean.numpy().round(4).tolist())
print(tf.layers.max_pooling2d(y, 2, 2).shape, tf.layers.flatten(y).shape, tf.nn.dropout(y, 1.0).shape)

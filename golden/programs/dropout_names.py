import tensorflow as tf
from tensorflow.contrib import layers

x = tf.placeholder(tf.float32, [4, 3], name='x')
a = tf.nn.dropout(x, 0.5)
b = tf.nn.dropout(x, keep_prob=0.7, name='drop')
c = tf.layers.dropout(x, 0.3, training=True)
d = tf.layers.dropout(x, rate=0.3, training=False, name='off')
e = layers.dropout(x, 0.9)
f = layers.dropout(x, 0.9, is_training=False, scope='c')
with tf.variable_scope('vs'):
    g = tf.layers.dropout(x, 0.5, training=True)
    h = tf.nn.dropout(x, rate=0.2)
for t in (a, b, c, d, e, f, g, h):
    print(t.name, t.shape)

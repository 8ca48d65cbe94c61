import tensorflow as tf
from tensorflow.python.keras import layers as kl

x = tf.placeholder(tf.float32, [None, 4])
h = tf.layers.Dense(3, name='td', kernel_initializer='ones')(x)
with tf.variable_scope('s'):
    y = tf.layers.Dense(2, activation='relu', kernel_initializer=tf.zeros_initializer(), bias_initializer='ones')(h)
    z = tf.layers.dense(y, 2, activation=tf.sigmoid, kernel_initializer='zeros')
print(h.name, y.name, z.name, [v.name for v in tf.global_variables()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run([h, y, z], {x: [[1, 2, 3, 4]]}))

import numpy as np
import tensorflow as tf
slim = tf.contrib.slim

def encoder(x):
    with slim.arg_scope([slim.fully_connected], weights_initializer=tf.constant_initializer(0.1)), tf.variable_scope('encoder'):
        h = slim.fully_connected(x, 4, activation_fn=tf.nn.softplus)
        return slim.fully_connected(h, 2, activation_fn=None, scope='mu'), slim.fully_connected(h, 2, activation_fn=None, scope='ls')

x = tf.placeholder(tf.float32, [None, 3])
mu, ls = encoder(x)
eps = tf.constant([[0.5, -0.5]])
z = tf.add(mu, tf.multiply(tf.sqrt(tf.exp(ls)), eps), name='z')
out = slim.stack(z, slim.fully_connected, [4, 3], scope='dec')
kl = -0.5 * tf.reduce_sum(1 + ls - tf.square(mu) - tf.exp(ls), 1)
print(z.name, out.name, kl.name, [v.name for v in slim.get_trainable_variables()] if hasattr(slim, 'get_trainable_variables') else 0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([z, kl], {x: [[1, 2, 3]]})[1].round(4).tolist())

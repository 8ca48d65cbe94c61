import tensorflow as tf; import numpy as np
x = tf.placeholder(tf.float32, shape = [None,
    3],   name = "x")   # inputs
with tf.variable_scope("a"), \
     tf.variable_scope("b", reuse = tf.AUTO_REUSE) as s: y = tf.layers.dense(inputs = x, units = 2,
         kernel_initializer = tf.ones_initializer(), # ones
         name = "d",)
if True: print(y.name); print(s.name)
z = (tf
     .reduce_sum(y, axis = 1,
                 keep_dims = True))  ; print(z.name, z.shape)
f = lambda t: tf.get_variable("v", [1], initializer = tf.zeros_initializer) + t
with tf.Session() as sess:
	q = f(1.)
	sess.run(tf.global_variables_initializer())
	print(sess.run([z, q], {x: np.ones([1, 3])}))

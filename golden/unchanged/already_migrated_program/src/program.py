import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

x = tf.compat.v1.placeholder(tf.float32, [None, 3])
with compat_scope.variable_scope("net"):
    y = compat_scope.layers.dense(x, 2)
with tf.compat.v1.Session() as sess:
    sess.run(compat_scope.global_variables_initializer())

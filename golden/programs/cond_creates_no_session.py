import tensorflow as tf

x = tf.ones([1, 2])
flag = tf.reduce_sum(x) > 1.0
y = tf.cond(flag, lambda: tf.layers.dense(x, 3, name='big'), lambda: tf.layers.dense(x, 3, name='small'))
print(y.shape, sorted(v.name for v in tf.trainable_variables()))

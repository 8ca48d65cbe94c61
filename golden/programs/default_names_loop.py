import tensorflow as tf

x = tf.zeros([1, 3])
for _ in range(2):
    with tf.variable_scope(None, default_name='layer'):
        x = tf.layers.dense(x, 3)
        x = tf.contrib.layers.layer_norm(x)
with tf.variable_scope('layer_1', reuse=True):
    y = tf.get_variable('dense/kernel', [3, 3])
with tf.variable_scope(None, 'layer') as s:
    print(s.name)
print(y.name, [v.name for v in tf.trainable_variables()])

import tensorflow as tf

def body(r):
    w = tf.get_variable('w', [2], initializer=tf.ones_initializer())
    v = tf.get_variable('v', [2], initializer=tf.ones_initializer())
    return r * w + v

y = tf.map_fn(body, tf.ones([3, 2]))
z = tf.cond(tf.constant(True), lambda: tf.get_variable('t', [1]), lambda: tf.get_variable('f', [1]))
print(y.shape, z.shape, [v.name for v in tf.global_variables()])

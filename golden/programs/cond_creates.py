import tensorflow as tf

p = tf.placeholder(tf.bool, [], name='p')
x = tf.ones([1, 2])
def a():
    return tf.layers.dense(x, 2, kernel_initializer=tf.ones_initializer(), name='a')
def b():
    return tf.layers.dense(x, 2, kernel_initializer=tf.zeros_initializer(), name='b')
y = tf.cond(p, a, b)
print(y.name, [v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {p: True}).tolist(), sess.run(y, {p: False}).tolist())

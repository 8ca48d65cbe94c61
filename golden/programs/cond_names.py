import tensorflow as tf

def net(x, flag):
    h = tf.cond(flag, lambda: tf.layers.dense(x, 2), lambda: tf.layers.dense(x, 2, activation=tf.nn.relu))
    return tf.layers.dense(h, 1)

y = net(tf.ones([1, 3]), tf.constant(False))
print(y.shape, [(v.name, v.shape.as_list()) for v in tf.trainable_variables()])

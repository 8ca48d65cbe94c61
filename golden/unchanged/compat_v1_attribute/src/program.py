import tensorflow as tf

with tf.Graph().as_default():
    x = tf.compat.v1.placeholder(tf.float32, [2])
    y = tf.square(x)
    with tf.compat.v1.Session() as sess:
        print(sess.run(y, {x: [1.0, 2.0]}))

import tensorflow as tf

d = tf.distributions.Normal(0.0, 1.0)
print(d.name, d.log_prob(0.0).name)
with tf.Session() as sess:
    print('%.4f' % sess.run(d.log_prob(1.0)))

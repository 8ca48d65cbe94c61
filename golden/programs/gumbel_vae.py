import tensorflow as tf

ds = tf.distributions
x = tf.placeholder(tf.float32, [None, 4])
with tf.variable_scope('q'):
    h = tf.layers.dense(x, 3, tf.nn.softplus, kernel_initializer=tf.constant_initializer(0.1))
    mu, sigma = tf.layers.dense(h, 2, kernel_initializer=tf.constant_initializer(0.2)), tf.layers.dense(h, 2, tf.nn.softplus, kernel_initializer=tf.constant_initializer(0.3))
    q = ds.Normal(mu, sigma, name='qz')
p = ds.Normal(tf.zeros_like(mu), tf.ones_like(sigma))
kl = tf.reduce_sum(ds.kl_divergence(q, p), 1)
lp = ds.Bernoulli(logits=h).log_prob(tf.ones_like(h))
c = ds.Categorical(probs=[0.25, 0.75])
print(mu.name, kl.shape, q.batch_shape, c.entropy().shape, [v.name for v in tf.trainable_variables()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(['%.5f' % v for v in s.run(kl, {x: [[1, 2, 3, 4]]})], s.run(lp, {x: [[1, 1, 1, 1]]}).round(5).tolist(), '%.5f' % s.run(c.log_prob(1)), s.run(q.sample(3, seed=1), {x: [[1, 1, 1, 1]]}).shape)

import tensorflow as tf

def g(z):
    with tf.variable_scope('g'):
        h = tf.contrib.layers.fully_connected(z, 6, normalizer_fn=tf.contrib.layers.batch_norm)
        return tf.contrib.layers.fully_connected(h, 2, activation_fn=tf.nn.tanh, scope='out')

def d(x, reuse=False):
    with tf.variable_scope('d') as s:
        if reuse:
            s.reuse_variables()
        h = tf.layers.dense(x, 4, activation=tf.nn.leaky_relu)
        return tf.layers.dense(h, 1)

z = tf.placeholder(tf.float32, [None, 3])
fake = g(z)
real_l, fake_l = d(tf.ones([2, 2])), d(fake, True)
dl = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=real_l, labels=tf.ones_like(real_l)))
gl = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(logits=fake_l, labels=tf.ones_like(fake_l)))
dv = [v for v in tf.trainable_variables() if v.name.startswith('d/')]
gv = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, 'g')
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    gt = tf.train.RMSPropOptimizer(0.01).minimize(gl, var_list=gv)
dt = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(dl, var_list=dv, name='dtrain')
clip = [v.assign(tf.clip_by_value(v, -0.01, 0.01)) for v in dv]
print([v.name for v in dv], [v.name for v in gv], clip[0].name, dt.name, gt.name)
print([v.name for v in tf.global_variables() if v not in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([gt, dt], {z: [[1, 2, 3]]})
    print(all(abs(sess.run(c)).max() <= 0.0101 for c in clip))

import numpy as np
import tensorflow as tf

y = tf.constant([[1.0, 0.0], [0.0, 1.0]])
p = tf.constant([[0.8, 0.3], [0.4, 0.9]])
a = tf.losses.mean_squared_error(y, p)
b = tf.losses.softmax_cross_entropy(y, p, weights=2.0)
c = tf.losses.sparse_softmax_cross_entropy([0, 1], p, scope='sparse')
d = tf.losses.absolute_difference(y, p, reduction=tf.losses.Reduction.SUM)
e = tf.losses.huber_loss(y, p, loss_collection=None)
f = tf.losses.sigmoid_cross_entropy(y, p, label_smoothing=0.1)
g = tf.losses.cosine_distance(y, p, dim=1)
h = tf.losses.hinge_loss(y, p)
k = tf.contrib.losses.mean_squared_error(p, y)
t = tf.losses.get_total_loss()
for x in (a, b, c, d, e, f, g, h, k, t):
    print(x.name, x.shape)
print([l.name for l in tf.losses.get_losses()])
with tf.Session() as sess:
    print(['%.5f' % np.sum(v) for v in sess.run([a, b, c, d, e, f, g, h, k, t])])

import tensorflow as tf
import tensorflow.contrib.eager as tfe

tfe.enable_eager_execution()
w = tfe.Variable(2.0, name='weight')
b = tfe.Variable(1.0, name='bias')


def loss(x, y):
    return tf.reduce_mean((x * w + b - y) ** 2)


grad = tfe.implicit_gradients(loss)
vg = tfe.implicit_value_and_gradients(loss)
opt = tf.train.GradientDescentOptimizer(0.1)
for i in range(3):
    opt.apply_gradients(grad(tf.constant([1., 2.]), tf.constant([3., 4.])))
    print('%.5f %.5f %.5f' % (w.numpy(), b.numpy(), loss(tf.constant([1., 2.]), tf.constant([3., 4.]))))
v, gs = vg(tf.constant([1.]), tf.constant([2.]))
print('%.5f' % v.numpy(), [(g.numpy().round(4), x.name) for g, x in gs])
print(tfe.num_gpus(), tf.executing_eagerly())

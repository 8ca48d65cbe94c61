import tensorflow as tf


@tf.RegisterGradient('Zero')
def zero(op, grad):
    return tf.zeros_like(grad)


@tf.custom_gradient
def clipped(x):
    def grad(dy):
        return tf.clip_by_value(dy, -0.1, 0.1)
    return x * 3., grad


g = tf.get_default_graph()
x = tf.Variable([2.0], name='x')
with g.gradient_override_map({'Identity': 'Zero'}):
    y = tf.identity(x, name='idy')
z = clipped(x)
s = tf.stop_gradient(x) * x
gs = tf.gradients([y], [x]) + tf.gradients(z, x) + tf.gradients(s, x, grad_ys=[tf.constant([2.])], name='mygrads')
h = tf.hessians(x ** 3, x)[0]
print([t.name for t in gs][2].split('/')[0])
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    print([v.tolist() for v in sess.run(gs)], sess.run(h).tolist())

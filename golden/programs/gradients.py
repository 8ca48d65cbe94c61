import tensorflow as tf

x = tf.get_variable('x', initializer=[1.0, 2.0])
y = tf.reduce_sum(x ** 3)
g = tf.gradients(y, [x])
h = tf.hessians(y, x)[0]
s = tf.stop_gradient(x * 2)
gs = tf.gradients(s * x, x, grad_ys=tf.ones([2]))
n = tf.gradients(s, x)

@tf.RegisterGradient('Triple')
def _triple(op, grad):
    return grad * 3.0

with tf.get_default_graph().gradient_override_map({'Identity': 'Triple'}):
    o = tf.identity(x)
go = tf.gradients(o, x)[0]

@tf.custom_gradient
def f(a):
    return a * a, lambda dy: dy * 100.0
gf = tf.gradients(f(x), x)[0]
print(g[0].name, h.name, n, go.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for t in (g[0], h, gs[0], go, gf):
        print(sess.run(t).tolist())
    print(tf.test.compute_gradient_error(x, [2], y, []) < 1e-1)

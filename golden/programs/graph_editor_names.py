import tensorflow as tf

x = tf.placeholder(tf.float32, [2, 3], name='inputs/x')
w = tf.Variable(tf.ones([3, 1]), name='w')
y = tf.nn.relu(tf.nn.xw_plus_b(x, w, tf.constant([0.5]), name='affine'), 'act')
z = x + 1 - 2. * x / 3
n = -x
c = x > 0.5
d = abs(x)
m = x % 2.
p = x ** 2
s = x[0, 1:]
t = x[..., tf.newaxis]
e = tf.equal(x, 1.)
f = x @ w if hasattr(tf.Tensor, '__matmul__') else tf.matmul(x, w)
l = tf.logical_and(c, ~e)
for o in (y, z, n, c, d, m, p, s, t, e, f, l):
    print(o.name, o.op.type if o.op.type not in ('AddV2', 'Add') else 'Add', o.shape)
print([i.name for i in y.op.inputs], y.op.node_def.op, y.consumers() == [], w.op.outputs[0].name)

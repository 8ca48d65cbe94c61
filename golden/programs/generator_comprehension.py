import tensorflow as tf

ws = [tf.get_variable('w%d' % i, [i + 1]) for i in range(3)]
ds = {n: tf.layers.Dense(2, name=n) for n in ('a', 'b')}
ys = list(map(lambda l: l(tf.ones([1, 2])), [ds[k] for k in sorted(ds)]))
def gen():
    for i in range(2):
        with tf.variable_scope('g%d' % i):
            yield tf.get_variable('v', [1])
vs = list(gen())
s = sum(tf.reduce_sum(w) for w in ws)
print(s.name, [v.name for v in ws + vs], [y.name for y in ys])
t = tuple(tf.Variable(float(i), name='t') for i in range(2))
print([v.name for v in t], max(len(w.shape) for w in ws))

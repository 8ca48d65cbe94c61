import tensorflow as tf; import sys
if True: w = tf.get_variable('w', [1]); v = tf.Variable(1.0, name='v')
for n in ('a', 'b'): tf.get_variable(n, [1])
with tf.variable_scope('q'), tf.name_scope('r'): z = tf.layers.dense(tf.ones([1, 1]), 1); k = tf.identity(z)
print(w.name, v.name, z.name, k.name); print(len(tf.global_variables())
      , [v.op.name
         for v in tf.global_variables()
         if v.op.name.startswith('q')])
f = lambda n, **kw: tf.get_variable(n, **dict(shape=[2], **kw))
print(f('lam').name, (lambda: tf.get_variable('lam2', [1]))().name)

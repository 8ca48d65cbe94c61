import numpy as np
import tensorflow as tf

v = tf.get_variable('v', [], initializer=tf.zeros_initializer())
inc = tf.assign_add(v, 1.0)
with tf.control_dependencies([inc]):
    r = tf.identity(v, name='after')
    t = tf.tuple([v.read_value()])
f = tf.py_func(lambda a, b: np.float32(a + b), [v, 2.0], tf.float32, name='pf')
g = tf.group(inc, name='g')
op = tf.Print(r, [r], 'value: ')
as_ = tf.Assert(r > -1, [r])
with tf.control_dependencies([as_]):
    z = tf.identity(r)
print(r.name, inc.name, f.name, g.name, op.name, as_.name, z.name, r.op.control_inputs[0].name)
with tf.Session() as sess:
    sess.run(v.initializer)
    print(sess.run(r), sess.run(f), sess.run(z), sess.run(v))

import numpy as np
import tensorflow as tf

v = tf.Variable(np.arange(6, dtype=np.float32).reshape(3, 2), name='v')
ops = [tf.assign(v, tf.zeros([3, 2]) + 5), v.assign_sub(tf.ones([3, 2])), tf.assign_add(v, tf.ones([3, 2]), name='plus'),
       tf.scatter_update(v, [0], [[9., 9.]]), tf.scatter_add(v, [1, 1], [[1., 1.], [2., 2.]]), tf.scatter_nd_update(v, [[2]], [[7., 7.]])]
print([getattr(o, 'name', None) for o in ops], v.value().name, v.initialized_value().name, v.read_value().name)
print(v.initial_value.name, v.initializer.name, v.device == '', v.graph is tf.get_default_graph(), v.get_shape(), v.op.type[:8])
with tf.Session() as sess:
    sess.run(v.initializer)
    for o in ops:
        print(sess.run(o).tolist())
    v.load(np.ones([3, 2], np.float32), sess)
    print(v.eval().sum(), sess.run(v[1:, 0]).tolist(), sess.run(v + 1)[0].tolist())
    print(sess.run(tf.gather(v, [0])).tolist())

import numpy as np
import tensorflow as tf

inits = [tf.zeros_initializer(), tf.ones_initializer(), tf.constant_initializer([1., 2., 3., 4.]), tf.constant_initializer(np.eye(2)),
         tf.identity_initializer() if hasattr(tf, 'identity_initializer') else tf.initializers.identity(), tf.initializers.identity(gain=2.0),
         tf.constant_initializer(value=3, dtype=tf.int32)]
vs = [tf.get_variable('v%d' % i, [2, 2], initializer=f, dtype=tf.int32 if i == 6 else tf.float32) for i, f in enumerate(inits)]
vs.append(tf.get_variable('np', initializer=np.arange(3)))
vs.append(tf.get_variable('list', initializer=[1.5, 2.5]))
vs.append(tf.get_variable('const', initializer=tf.constant(4)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in vs:
        print(v.name, v.dtype, v.shape, sess.run(v).tolist())
print(tf.glorot_uniform_initializer(seed=1).get_config(), tf.truncated_normal_initializer(stddev=0.2).get_config())

import numpy as np
import tensorflow as tf

keep = tf.placeholder_with_default(1.0, [], name='keep')
training = tf.placeholder_with_default(False, [], name='training')
x = tf.constant(np.arange(6, dtype=np.float32).reshape(2, 3))
a = tf.nn.dropout(x, keep)
b = tf.layers.dropout(x, 0.5, training=training)
print(a.name, b.name, a.op.type if a.op.type != 'SelectV2' else '-')
with tf.Session() as sess:
    print(sess.run([a, b]))
    v = sess.run(b, {training: True})
    print(set(np.unique(v)) <= {0., 2., 4., 6., 8., 10.})

import tensorflow as tf

n = tf.placeholder_with_default(4, [])
ta = tf.TensorArray(tf.float32, size=0, dynamic_size=True, clear_after_read=False)
def body(i, ta, acc):
    v = acc * 2.0
    return i + 1, ta.write(i, v), v
i, ta, acc = tf.while_loop(lambda i, *_: tf.less(i, n), body, (tf.constant(0), ta, tf.constant(1.0)), parallel_iterations=1, back_prop=False)
s = ta.stack()
inner = tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, tf.while_loop(lambda j, y: j < i, lambda j, y: (j + 1, y + 1.0), [0, x])[1]), [0, tf.constant(0.0)])
shape = tf.while_loop(lambda i, m: i < 2, lambda i, m: [i + 1, tf.concat([m, m], 0)], [0, tf.ones([1, 2])], shape_invariants=[tf.TensorShape([]), tf.TensorShape([None, 2])])
print(s.name, acc.name, inner[1].name, shape[1].shape)
with tf.Session() as sess:
    print(sess.run(s).tolist(), sess.run(s, {n: 2}).tolist(), sess.run(inner[1]), sess.run(shape[1]).shape)

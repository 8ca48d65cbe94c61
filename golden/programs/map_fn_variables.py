import tensorflow as tf
tf.enable_eager_execution()

x = tf.constant([[1., 2.], [3., 4.]])
print(tf.map_fn(lambda r: r * 2, x).numpy().tolist())
print(tf.map_fn(lambda r: (r[0], tf.reduce_sum(r)), x, dtype=(tf.float32, tf.float32))[1].numpy().tolist())
print(tf.cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(2)).numpy())
i, s = tf.while_loop(lambda i, s: i < 4, lambda i, s: (i + 1, s + i), [0, 0])
print(i.numpy(), s.numpy())

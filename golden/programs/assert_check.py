import tensorflow as tf

x = tf.placeholder(tf.int32, [None])
c = [tf.assert_equal(x, x), tf.assert_positive(x, message='pos'), tf.assert_rank(x, 1), tf.assert_less(x, 10, data=[x], summarize=2), tf.assert_type(x, tf.int32)]
with tf.control_dependencies([op for op in c if op is not None]):
    y = tf.identity(x)
n = tf.check_numerics(tf.to_float(x), 'bad')
v = tf.verify_tensor_all_finite(tf.to_float(x), 'inf')
print([getattr(op, 'name', op) for op in c], n.name, v.name)
with tf.Session() as sess:
    print(sess.run([y, n, v], {x: [1, 2]}))
    try:
        sess.run(y, {x: [0]})
    except tf.errors.InvalidArgumentError as e:
        print('pos' in e.message)

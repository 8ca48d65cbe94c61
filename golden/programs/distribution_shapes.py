import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2, None])
print(x.shape, x.get_shape(), x.shape[0], x.shape[-1], x.shape.ndims, x.shape.rank if hasattr(x.shape, 'rank') else 3, x.shape.is_fully_defined(), x.shape.dims)
s = tf.TensorShape([None, 3])
print(s, s.as_list(), s[0].value, s[1] * 2, s.merge_with([2, None]), s.is_compatible_with([5, 3]), tf.TensorShape(None), tf.TensorShape([]), s.num_elements(), len(s), [d for d in s], list(s)[1] + 1, s[1] // 2, s[1] - 1)
y = tf.reshape(x, [-1, 2])
y.set_shape([4, 2])
print(y.shape, y.shape[0] * y.shape[1], int(y.shape[0]), range(y.shape[1]), y.shape.num_elements(), y.shape[0] / 2 if False else y.shape[0] // 2, '%d' % y.shape[1], '%s' % y.shape[1], str(y.shape), tuple(y.shape.as_list()), tf.broadcast_static_shape(y.shape, tf.TensorShape([1, 2])))
a, b = y.get_shape().as_list()
m, n = y.shape
print(a, b, m, n, m.value, [int(d) for d in y.shape], y.shape[:1], y.shape[1:].as_list(), y.shape.concatenate([5]), m == 4, m >= n, max(m.value, 2), sum(y.shape.as_list()))

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4, 6])
n, t, d = x.shape
print(n.value, t.value, int(d), d.value * 2, d * 2)
print(x.shape[1] == 4, x.get_shape()[2].value, x.get_shape().ndims, x.shape.as_list())
s = x.get_shape().with_rank(3)
print(s[1:], s.is_fully_defined(), s[1:].num_elements(), s.merge_with([3, None, None]))
print(tf.TensorShape([2, None]).as_list(), tf.TensorShape([2, 3]) == [2, 3], tf.Dimension(3).value + 1)
y = tf.reshape(x, [-1, t.value * d.value])
print(y.shape, [dim.value for dim in y.shape], [dim.value for dim in y.shape.dims])
print(str(y.get_shape()), repr(y.shape[1].value), y.shape.ndims)

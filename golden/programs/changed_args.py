import numpy as np
import tensorflow as tf

x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
out = [
    tf.argmax(x, dimension=1), tf.nn.softmax(x, dim=0), tf.expand_dims(x, dim=1), tf.squeeze(tf.ones([1, 2]), squeeze_dims=[0]),
    tf.reduce_sum(x, reduction_indices=[1], keep_dims=True), tf.nn.l2_normalize(x, dim=1), tf.concat([x, x], 1),
    tf.reverse_v2(x, [0]), tf.norm(x, keep_dims=True), tf.nn.moments(x, [0], keep_dims=False)[1], tf.cumsum(x, axis=1),
    tf.count_nonzero(x, reduction_indices=0), tf.batch_to_space(tf.ones([4, 1, 1, 1]), [[0, 0], [0, 0]], 2),
    tf.reverse_sequence(x, [1, 2], seq_dim=1, batch_dim=0), tf.nn.in_top_k(x, [0, 1], 1), tf.log_sigmoid(x), tf.matrix_inverse(x),
    tf.where(x > 2, x, -x), tf.multinomial(tf.log([[1e-9, 1.0]]), 3), tf.to_int32(x), tf.div(7, 2), tf.mod(7, 3), tf.truediv(7, 2),
    tf.rsqrt(x), tf.is_nan(x), tf.segment_sum(x, [0, 0]), tf.matrix_diag([1., 2.]), tf.cross([1., 0., 0.], [0., 1., 0.]),
    tf.unsorted_segment_max(x, [0, 1], 2), tf.lgamma(x), tf.ceil(x), tf.floor_div(7, 2), tf.accumulate_n([x, x]), tf.pow(x, 2),
]
for t in out:
    print(t.name, t.dtype, t.shape)
with tf.Session() as sess:
    for t in sess.run(out):
        print(np.round(np.asarray(t, np.float64), 4).tolist())

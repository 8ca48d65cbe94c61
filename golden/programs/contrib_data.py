import tensorflow as tf

ds = tf.data.Dataset.range(8)
a = ds.apply(tf.contrib.data.shuffle_and_repeat(8, count=1, seed=1)).apply(tf.contrib.data.map_and_batch(lambda x: x * 2, 4))
b = ds.apply(tf.contrib.data.batch_and_drop_remainder(3))
c = ds.map(lambda x: tf.fill([tf.cast(x, tf.int32) + 1], x)).apply(tf.contrib.data.padded_batch_and_drop_remainder(2, [None])) if hasattr(tf.contrib.data, 'padded_batch_and_drop_remainder') else ds
e = ds.batch(2).apply(tf.contrib.data.unbatch())
f = tf.data.Dataset.from_tensor_slices([1., 0., 2.]).map(lambda x: tf.check_numerics(1. / x, 'bad')).apply(tf.contrib.data.ignore_errors())
g = ds.apply(tf.contrib.data.parallel_interleave(lambda x: tf.data.Dataset.from_tensors(x), cycle_length=2, sloppy=False))
h = ds.apply(tf.contrib.data.enumerate_dataset(start=5))
i = ds.apply(tf.contrib.data.scan(tf.constant(0, tf.int64), lambda s, x: (s + x, s)))
j = ds.apply(tf.contrib.data.group_by_window(lambda x: x % 2, lambda k, w: w.batch(4), 4))
k = tf.contrib.data.Counter(3).take(2)
sess = tf.Session()
for n, d in zip('abcefghijk', (a, b, c, e, f, g, h, i, j, k)):
    x = d.make_one_shot_iterator().get_next()
    out = []
    try:
        while True:
            v = sess.run(x)
            out.append(sorted(v.tolist()) if hasattr(v, 'tolist') and v.ndim else [int(q) if n != 'f' else float(q) for q in (v if isinstance(v, tuple) else (v,))])
    except tf.errors.OutOfRangeError:
        print(n, sorted(sum(out, [])) if n == 'a' else out)

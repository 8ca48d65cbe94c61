import tensorflow as tf

with tf.device('/cpu:0'):
    a = tf.placeholder(tf.float32, [], name='a')
    b = tf.placeholder(tf.float32, [], name='b')
    c = tf.add(a, b, name='c')
with tf.device(lambda op: '/device:CPU:0'):
    d = tf.multiply(c, 2.0, name='d')
print(a.device, d.device, c.op.device)
config = tf.ConfigProto(allow_soft_placement=True, log_device_placement=False, intra_op_parallelism_threads=1)
config.gpu_options.allow_growth = True
with tf.Session(config=config) as sess:
    h = sess.partial_run_setup([c, d], [a, b])
    print(sess.partial_run(h, c, {a: 1, b: 2}), sess.partial_run(h, d))
    meta = tf.RunMetadata()
    sess.run(d, {a: 1, b: 1}, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=meta)
    print(len(meta.step_stats.dev_stats) > 0)
    f = sess.make_callable(d, [a, b])
    print(f(1.0, 3.0))

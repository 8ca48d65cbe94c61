import tensorflow as tf

train = tf.data.Dataset.range(3).map(lambda x: x * 10)
val = tf.data.Dataset.range(2)
handle = tf.placeholder(tf.string, shape=[])
it = tf.data.Iterator.from_string_handle(handle, train.output_types, train.output_shapes)
x = it.get_next()
re = tf.data.Iterator.from_structure(val.output_types, val.output_shapes)
y = re.get_next()
init_t, init_v = re.make_initializer(train), re.make_initializer(val, name='iv')
ti, vi = train.make_one_shot_iterator(), val.make_initializable_iterator()
with tf.Session() as sess:
    th, vh = sess.run([ti.string_handle(), vi.string_handle()])
    sess.run(vi.initializer)
    print(sess.run(x, {handle: th}), sess.run(x, {handle: vh}), sess.run(x, {handle: th}))
    sess.run(init_t)
    print(sess.run(y), sess.run(y))
    sess.run(init_v)
    print(sess.run(y), init_v.name, x.dtype.name, x.shape)

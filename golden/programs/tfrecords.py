import os, tempfile
import tensorflow as tf

p = os.path.join(tempfile.mkdtemp(), 'r.tfrecord')
with tf.python_io.TFRecordWriter(p) as w:
    for i in range(3):
        f = {'i': tf.train.Feature(int64_list=tf.train.Int64List(value=[i])), 's': tf.train.Feature(bytes_list=tf.train.BytesList(value=[b'x%d' % i]))}
        w.write(tf.train.Example(features=tf.train.Features(feature=f)).SerializeToString())
def parse(r):
    e = tf.parse_single_example(r, {'i': tf.FixedLenFeature([], tf.int64), 's': tf.FixedLenFeature([], tf.string), 'm': tf.VarLenFeature(tf.float32)})
    return e['i'] * 2, e['s']
ds = tf.data.TFRecordDataset(p).map(parse).apply(tf.contrib.data.batch_and_drop_remainder(2)) if False else tf.data.TFRecordDataset([p]).map(parse, num_parallel_calls=2).batch(2)
i, s = ds.make_one_shot_iterator().get_next()
print(i.name, s.dtype, sum(1 for _ in tf.python_io.tf_record_iterator(p)))
with tf.Session() as sess:
    print(sess.run([i, s]))

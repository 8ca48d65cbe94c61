import tensorflow as tf

counter = tf.Variable(0, trainable=False, dtype=tf.int64, name="counter")
table = tf.Variable(tf.zeros([4, 2]), name="table")


def update(ids, rows):
    counter.assign_add(1)
    table.scatter_update(tf.IndexedSlices(rows, ids))
    return [v.name for v in (counter, table)]

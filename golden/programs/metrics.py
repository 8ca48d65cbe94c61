import tensorflow as tf

labels = tf.placeholder(tf.int64, [None])
preds = tf.placeholder(tf.int64, [None])
acc, up = tf.metrics.accuracy(labels, preds)
with tf.variable_scope('ev'):
    mean, mup = tf.metrics.mean(tf.cast(preds, tf.float32), name='mymean')
pr, pup = tf.metrics.precision(labels, preds)
mp, mpup = tf.contrib.metrics.streaming_mean(tf.to_float(labels))
names = tf.contrib.metrics.aggregate_metric_map({'auc': tf.metrics.auc(tf.cast(labels, tf.bool), tf.cast(preds, tf.float32), num_thresholds=5)})
print([v.name for v in tf.local_variables()])
print(acc.name, up.name, mean.name, sorted(names[0]))
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    for l, p in (([1, 0], [1, 1]), ([1, 1], [1, 0])):
        sess.run([up, mup, pup, mpup], {labels: l, preds: p})
    print(sess.run([acc, mean, pr, mp]))

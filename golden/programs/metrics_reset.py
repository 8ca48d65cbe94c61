import tensorflow as tf

y, p = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.float32, [None])
with tf.name_scope('eval'):
    acc, acc_up = tf.metrics.accuracy(y, tf.cast(tf.greater(p, 0.5), tf.int32), name='acc')
    rec, rec_up = tf.metrics.recall(y, tf.round(p))
    mse, mse_up = tf.metrics.mean_squared_error(tf.to_float(y), p)
    rmse, rmse_up = tf.metrics.root_mean_squared_error(tf.to_float(y), p, metrics_collections='ms', updates_collections=['ups'])
    iou, iou_up = tf.metrics.mean_iou(y, tf.cast(p > 0.5, tf.int32), 2)
reset = tf.variables_initializer(tf.get_collection(tf.GraphKeys.LOCAL_VARIABLES, scope='eval/acc'))
print([v.name for v in tf.local_variables()], [v.name for v in tf.get_collection(tf.GraphKeys.METRIC_VARIABLES)][:2])
print(acc.name, acc_up.name, rec_up.name, rmse.name, iou.name, tf.get_collection('ms')[0].name)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    for _ in range(2):
        sess.run([acc_up, rec_up, mse_up, rmse_up, iou_up], {y: [1, 0, 1], p: [.9, .6, .2]})
    print(['%.5f' % v for v in sess.run([acc, rec, mse, rmse, iou])])
    sess.run(reset)
    print(sess.run(acc))

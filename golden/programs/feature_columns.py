import tensorflow as tf

a = tf.feature_column.numeric_column('a')
b = tf.feature_column.bucketized_column(a, [1.0, 2.0])
c = tf.feature_column.categorical_column_with_vocabulary_list('c', ['x', 'y'])
e = tf.feature_column.embedding_column(c, 2, initializer=tf.ones_initializer())
net = tf.feature_column.input_layer({'a': [[0.5], [1.5]], 'c': [['x'], ['y']]}, [a, b, e, tf.feature_column.indicator_column(c)])
print(net.shape, [v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
    print(sess.run(net).tolist())

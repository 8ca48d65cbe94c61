import tensorflow as tf
tf.enable_eager_execution()

x = tf.constant([1.7, -2.2])
print(tf.to_int32(x).numpy(), tf.to_int64(x).numpy(), tf.to_double(tf.to_int32(x)).numpy(), tf.to_float(x, name='n').numpy())
print(list(map(tf.to_float, [1, 2]))[0].dtype)

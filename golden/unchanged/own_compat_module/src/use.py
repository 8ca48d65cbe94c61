from compat import tf

print(tf.placeholder(tf.float32))

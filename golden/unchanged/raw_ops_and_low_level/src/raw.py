import tensorflow as tf


@tf.custom_gradient
def clip_gradient(x):
    def grad(upstream):
        return tf.clip_by_norm(upstream, 1.0)

    return tf.raw_ops.Identity(input=x), grad


@tf.function
def bucket(x, boundaries=(0.0, 1.0)):
    index = tf.raw_ops.Bucketize(input=x, boundaries=list(boundaries))
    shape = tf.raw_ops.Shape(input=x, out_type=tf.int64)
    counts = tf.math.bincount(index, minlength=len(boundaries) + 1)
    array = tf.TensorArray(tf.float32, size=0, dynamic_size=True, element_shape=[])
    for i in tf.range(3):
        array = array.write(i, tf.cast(i, tf.float32))
    tf.debugging.assert_less_equal(tf.reduce_max(index), len(boundaries), message="too large")
    return counts, shape, array.stack()


print(bucket(tf.constant([-1.0, 0.5, 2.0])), tf.config.list_physical_devices("GPU"))

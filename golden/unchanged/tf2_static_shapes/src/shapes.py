import tensorflow as tf


class Fold(tf.keras.layers.Layer):
    def build(self, shape):
        self.last = shape[-1]
        self.half = int(shape[-1]) // 2
        self.w = self.add_weight(name="w", shape=[shape[-1], shape[-1] * 2])

    def call(self, x):
        batch = x.shape[0] if x.shape[0] is not None else tf.shape(x)[0]
        n = x.shape[1]
        if n == None or x.shape.ndims != 3:  # noqa: E711
            return x
        assert x.shape.as_list()[1:] == [n, self.last] and x.get_shape().rank == 3
        x = tf.reshape(x, [batch, n // 2, 2 * x.shape[-1]])
        return x[..., : x.shape[2] // 4] * tf.ones([x.shape[1], 1])


layer = Fold()
print(layer(tf.zeros([2, 4, 6])).shape, [d for d in layer(tf.zeros([1, 2, 6])).shape])

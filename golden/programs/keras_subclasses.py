import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    """Its weights begin with their names, and its shape has dimensions."""

    def __init__(self, factor, **kwargs):
        super(Scale, self).__init__(**kwargs)
        self.factor = factor

    def build(self, input_shape):
        rows, width = input_shape
        if input_shape.ndims != 2 or rows.value != 2 or input_shape.as_list()[1] != width.value:
            raise ValueError(input_shape)
        self.gain = self.add_weight("gain", shape=[input_shape[-1].value], initializer=tf.constant_initializer(0.5))
        self.shift = self.add_weight("shift", [width.value], tf.float32, tf.ones_initializer(), trainable=False)
        self.cut = self.add_variable("cut", [], initializer="zeros", use_resource=True)
        super(Scale, self).build(input_shape)

    def call(self, x):
        self.add_loss(self.factor * tf.reduce_sum(self.gain), inputs=True)
        return x * self.gain * self.factor + self.shift + self.cut

    def compute_output_shape(self, input_shape):
        return tf.TensorShape([input_shape[0].value, input_shape[1].value])


class Joined(Scale):
    """A layer of two inputs, built below the one above it."""

    def build(self, input_shapes):
        left, right = input_shapes
        sizes = [shape[-1].value for shape in input_shapes]
        assert sizes == [left[1].value, right.as_list()[1]]
        self.mix = self.add_weight(name="mix", shape=(left[-1].value, input_shapes[1][-1].value), initializer="ones")
        super(Joined, self).build(input_shapes[1])

    def call(self, both):
        left, right = both
        return super(Joined, self).call(tf.matmul(left, self.mix) + right)


scale, joined = Scale(2.0), Joined(3.0)
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
y = scale(x)
z = joined([x, tf.ones([2, 3])])
print(len(scale.weights), len(scale.trainable_weights), len(joined.weights), [v.shape.as_list() for v in joined.trainable_weights])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y).tolist())
    print(sess.run(z).tolist())
    print([float(v) for v in sess.run(scale.losses)])

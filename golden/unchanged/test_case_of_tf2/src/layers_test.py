import numpy as np
import tensorflow as tf
from absl.testing import parameterized


class Scale(tf.keras.layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(name="scale", shape=shape[-1:], initializer="ones")

    def call(self, x):
        return x * self.scale


class ScaleTest(tf.test.TestCase, parameterized.TestCase):
    def setUp(self):
        super().setUp()
        tf.random.set_seed(7)

    @parameterized.named_parameters(("one", [2, 3], True), ("two", [4, 5, 6], False))
    def test_shape(self, shape, training):
        layer = Scale(name="scale")
        y = layer(tf.ones(shape), training=training)
        self.assertAllEqual(y.shape, shape)
        self.assertLen(layer.trainable_variables, 1)
        self.assertAllClose(self.evaluate(y), np.ones(shape))

    def test_gradient(self):
        layer = Scale()
        with self.subTest("theoretical"):
            theoretical, numerical = tf.test.compute_gradient(layer, [tf.ones([2, 2])])
        self.assertAllClose(theoretical, numerical, rtol=1e-2)


if __name__ == "__main__":
    tf.test.main()

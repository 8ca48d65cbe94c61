import tensorflow as tf
import keras

NORM = dict(decay=0.8, epsilon=0.1)


class Head(keras.layers.Layer):
    """Two layers on the pooled features."""

    def __init__(self, num_classes, smooth=False, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc1 = FullyConnected(
            5,
            activation=tf.nn.softplus if smooth else tf.nn.elu,
            use_bias=False,
            normalizer=BatchNorm(
                momentum=0.8, epsilon=0.1, scale=False, name="BatchNorm"
            ),
            name="fc1",
        )
        self.norm = BatchNorm(momentum=0.8, epsilon=0.1, scale=False, name="norm")
        self.logits = FullyConnected(num_classes, name="logits")

    def call(self, features, is_training):
        net = self.fc1(features, training=is_training)
        net = self.norm(net, training=is_training)
        return self.logits(net)


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`.

    `normalizer` is a layer that comes before the activation.
    """

    def __init__(self, *args, activation=None, normalizer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.activate = keras.activations.get(activation)
        self.normalizer = normalizer

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)

    def call(self, inputs, training=False):
        outputs = super().call(inputs)
        if self.normalizer is not None:
            outputs = self.normalizer(outputs, training=training)
        return self.activate(outputs)

    def get_config(self):
        return super().get_config() | {
            "activation": keras.activations.serialize(self.activate),
            "normalizer": keras.saving.serialize_keras_object(self.normalizer),
        }

    @classmethod
    def from_config(cls, config):
        normalizer = keras.saving.deserialize_keras_object(config["normalizer"])
        return cls(**config | {"normalizer": normalizer})


class BatchNorm(keras.layers.BatchNormalization):
    """Batch normalization as in `tf.contrib.layers`.

    The moving variance is unbiased, and `training` may be a tensor.
    """

    def build(self, input_shape):
        super().build(input_shape)
        if len(input_shape) == 2:
            self.tf1_order = ("beta", "gamma")
        if len(input_shape) in (2, 4):  # the least epsilon of the fused kernel
            self.epsilon = max(self.epsilon, 1.001e-5)

    def call(self, inputs, training=True):
        if not keras.ops.is_tensor(training) and not training:
            return super().call(inputs, training=False)
        rank = len(inputs.shape)
        axes = [axis for axis in range(rank) if axis != self.axis % rank]
        x = keras.ops.cast(inputs, self.variable_dtype)
        if rank in (2, 4):  # these went through a fused kernel
            mean, variance = keras.ops.mean(x, axes), keras.ops.var(x, axes)
            count = keras.ops.cast(keras.ops.size(x) / x.shape[self.axis], x.dtype)
            unbiased = variance * count / keras.ops.maximum(count - 1, 1)
        else:
            mean, variance = keras.ops.moments(x, axes)
            unbiased = variance
        momentum = self.momentum
        if keras.ops.is_tensor(training):
            training = keras.ops.reshape(training, ())
            momentum = keras.ops.where(training, momentum, 1.0)
            mean = keras.ops.where(training, mean, self.moving_mean)
            variance = keras.ops.where(training, variance, self.moving_variance)
            unbiased = keras.ops.where(training, unbiased, self.moving_variance)
        rate = 1 - momentum
        self.subtract(self.moving_mean, rate * (self.moving_mean - mean))
        self.subtract(self.moving_variance, rate * (self.moving_variance - unbiased))
        outputs = keras.ops.batch_normalization(
            x,
            mean,
            variance,
            self.axis,
            offset=self.beta if self.center else None,
            scale=self.gamma if self.scale else None,
            epsilon=self.epsilon,
        )
        return keras.ops.cast(outputs, self.compute_dtype)

    def subtract(self, variable, change):
        """Subtracts in place, so that no update is lost when several run at once."""
        value = variable.value
        if hasattr(value, "assign_sub"):
            return value.assign_sub(change)
        return variable.assign_sub(change)  # Keras only asks for shapes

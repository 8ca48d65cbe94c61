"""Layers by hand, as tutorials write them: weights without names, which TF1 counts wherever they are made."""
import tensorflow as tf
import keras


def weight_variable(layer, shape, name="Variable"):
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.TruncatedNormal(stddev=0.1),
    )


def bias_variable(layer, shape, name="Variable"):
    """Biases begin a little above zero."""
    return layer.add_weight(
        name=name, shape=shape, initializer=keras.initializers.Constant(0.1)
    )


class AddLayer(keras.layers.Layer):
    """Its weights are counted on from those that are there already."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        in_size,
        out_size,
        activation_function=None,
        *,
        weights_name="Variable",
        biases_name="biases",
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.in_size = in_size
        self.out_size = out_size
        self.activation_function = activation_function
        self.weights_name = weights_name
        self.biases_name = biases_name

    def build(self, inputs_shape):
        self.Weights = self.add_weight(
            name=self.weights_name,
            shape=[self.in_size, self.out_size],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )
        self.biases = self.add_weight(
            name=self.biases_name, shape=[1, self.out_size], initializer="zeros"
        )

    def call(self, inputs):
        outputs = tf.matmul(inputs, self.Weights) + self.biases
        if self.activation_function is not None:
            outputs = self.activation_function(outputs)
        return outputs

    def get_config(self):
        return super().get_config() | {
            "in_size": self.in_size,
            "out_size": self.out_size,
            "activation_function": keras.saving.serialize_keras_object(
                self.activation_function
            ),
            "weights_name": self.weights_name,
            "biases_name": self.biases_name,
        }

    @classmethod
    def from_config(cls, config):
        activation_function = keras.saving.deserialize_keras_object(
            config["activation_function"]
        )
        return cls(**config | {"activation_function": activation_function})


class ConvLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        num_input_channels,
        filter_size,
        num_filters,
        use_pooling=True,
        *,
        weights_name="Variable",
        biases_name="Variable_1",
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.num_input_channels = num_input_channels
        self.filter_size = filter_size
        self.num_filters = num_filters
        self.use_pooling = use_pooling
        self.weights_name = weights_name
        self.biases_name = biases_name

    def build(self, input_shape):
        shape = [
            self.filter_size,
            self.filter_size,
            self.num_input_channels,
            self.num_filters,
        ]
        self.weights_ = weight_variable(self, shape=shape, name=self.weights_name)
        self.biases = bias_variable(self, [self.num_filters], name=self.biases_name)

    def call(self, input):
        layer = tf.nn.conv2d(
            input=input, filters=self.weights_, strides=[1, 1, 1, 1], padding="SAME"
        )
        layer += self.biases
        if self.use_pooling:
            layer = tf.nn.max_pool2d(
                input=layer, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME"
            )
        return tf.nn.relu(layer), self.weights_.value


class NnLayer(keras.layers.Layer):
    """All its weights stand in a name scope, and each in one of its own."""

    tf1_names = {
        "weights_Variable": "weights/Variable",
        "biases_Variable": "biases/Variable",
    }

    def __init__(self, input_dim, output_dim, act=tf.nn.relu, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.input_dim = input_dim
        self.output_dim = output_dim
        self.act = act

    def build(self, input_tensor_shape):
        self.weights_ = weight_variable(
            self, [self.input_dim, self.output_dim], name="weights_Variable"
        )
        self.biases = bias_variable(self, [self.output_dim], name="biases_Variable")

    def call(self, input_tensor):
        with tf.name_scope("Wx_plus_b"):
            preactivate = tf.matmul(input_tensor, self.weights_) + self.biases
        return self.act(preactivate, name="activation")


class Normalize(keras.layers.Layer):
    def __init__(self, epsilon=1e-8, *, name="ln", **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon

    def build(self, inputs_shape):
        params_shape = inputs_shape[-1:]
        self.beta = self.add_weight(
            name="Variable", shape=params_shape, initializer="zeros"
        )
        self.gamma = self.add_weight(
            name="Variable_1", shape=params_shape, initializer="ones"
        )

    def call(self, inputs):
        mean, variance = tf.nn.moments(inputs, [-1], keepdims=True)
        normalized = (inputs - mean) / ((variance + self.epsilon) ** 0.5)
        return self.gamma * normalized + self.beta

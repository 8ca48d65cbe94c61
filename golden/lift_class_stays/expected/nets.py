import tensorflow as tf
import keras
from migrate import compat_scope



class RenamedLayer(keras.layers.Layer):
    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(3, name="fc")

    def call(self, x):
        return self.fc(x)


class Renamed(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        return compat_scope.get_layer(RenamedLayer, name=self.name)(x)


class Passed(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with compat_scope.variable_scope(self.name, reuse=compat_scope.AUTO_REUSE):
            return x * compat_scope.get_variable("w", [3])


class Base(keras.layers.Layer):
    def __init__(self, name, factor=1.0, **kwargs):
        super().__init__(name=name, **kwargs)
        self.factor = factor

    def build(self, x_shape):
        self.w = self.add_weight(name="w", shape=[3], initializer="glorot_uniform")

    def call(self, x):
        return self.factor * x * self.w


class DerivedLayer(keras.layers.Layer):
    def __init__(self, factor, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.factor = factor
        self.fc = keras.layers.Dense(3, name="fc")

    def call(self, x):
        return self.factor * self.fc(x)


class Derived(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, name, factor=1.0, **kwargs):
        super().__init__(name=name, **kwargs)
        self.factor = factor
        self.derived = DerivedLayer(self.factor, name=self.name + "_derived")

    def call(self, x):
        return self.derived(x)


class UnnamedLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, name="dense")

    def call(self, x):
        return self.dense(x)


class Unnamed(object):
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        return compat_scope.get_layer(UnnamedLayer, self.units)(x)


class CountedLayer(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(units, name="fc")

    def call(self, x):
        return self.fc(x)


class Counted(object):
    def __init__(self, units):
        self.units = units

    def __call__(self, x):
        return compat_scope.get_layer(CountedLayer, self.units, default_name="counted")(
            x
        )


class KeepsLayer(keras.layers.Layer):
    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(3, name="fc")

    def call(self, x):
        hidden = self.fc(x)
        return tf.nn.relu(hidden), {"hidden": hidden}


class Keeps(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        result, made = compat_scope.get_layer(KeepsLayer, name=self.name)(x)
        self.hidden = made["hidden"]
        return result


class Layer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name=scope_name)

    def call(self, x):
        return self.dense(x)


class StackLayer(keras.layers.Layer):
    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer = Layer("a")
        self.layer_2 = Layer("b")

    def call(self, x):
        return self.layer_2(self.layer(x))


class Stack(object):
    def __init__(self, name):
        self.name = name

    def layer(self, x, name):
        return compat_scope.get_layer(Layer, name)(x)

    def __call__(self, x):
        return compat_scope.get_layer(StackLayer, name=self.name)(x)


class Wide(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, units):
        with compat_scope.variable_scope(self.name):
            return tf.matmul(x, compat_scope.get_variable("w", [3, units]))


class Prefix(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with compat_scope.variable_scope(self.name, reuse=compat_scope.AUTO_REUSE):
            y = x * compat_scope.get_variable("w", [3])
        self.weights = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)
        return y


class MiddleLayer(keras.layers.Layer):
    def __init__(self, scale=1.0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.scale = scale

    def build(self, x_shape):
        self.w = self.add_weight(name="w", shape=[3], initializer="glorot_uniform")

    def call(self, x):
        return self.scale * x * self.w


class Middle(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, reuse=None, scale=1.0):
        return compat_scope.get_layer(MiddleLayer, scale, name=self.name, reuse=reuse)(
            x
        )

"""Functions whose scopes TF1 numbers, called more than once."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Linear(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.units],
            initializer=keras.initializers.RandomNormal(stddev=0.4),
        )

    def call(self, x):
        return tf.matmul(x, self.w)


class Block(keras.layers.Layer):
    """Two layers without names in a scope of its own."""

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, activation="tanh", name="dense")
        self.dense_1 = keras.layers.Dense(units, name="dense_1")

    def call(self, x):
        x = self.dense(x)
        return self.dense_1(x)


class Pair(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("linear",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = Linear(4, name="linear")
        self.linear_1 = Linear(4, name="linear_1")

    def call(self, x):
        x = self.linear(x)
        return self.linear_1(x)


class Inside(keras.layers.Layer):
    def __init__(self, *, name="inside", **kwargs):
        super().__init__(name=name, **kwargs)
        self.pair = Pair()

    def call(self, x):
        return self.pair(x)


class Explicit(keras.layers.Layer):
    """The first one has the name that TF1 would have given."""

    def __init__(self, *, name="explicit", **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = Linear(4, name="linear")
        self.linear_1 = Linear(4, name="linear_1")
        self.linear_2 = Linear(4, name="linear_2")

    def call(self, x):
        x = self.linear(x)
        x = self.linear_1(x)
        return self.linear_2(x)


class OtherScopes(keras.layers.Layer):
    """Each scope counts for itself."""

    def __init__(self, *, name="other", **kwargs):
        super().__init__(name=name, **kwargs)
        self.a_linear = Linear(4, name="linear")
        self.b_linear = Linear(4, name="linear")
        self.linear = Linear(4, name="linear")

    def call(self, x):
        with keras.name_scope("a"):
            x = self.a_linear(x)
        with keras.name_scope("b"):
            x = self.b_linear(x)
        return self.linear(x)


class Between(keras.layers.Layer):
    def __init__(self, *, name="between", **kwargs):
        super().__init__(name=name, **kwargs)
        self.block = Block(4, name="block")
        self.named = Block(4, name="named")
        self.block_1 = Block(4, name="block_1")

    def call(self, x):
        x = self.block(x)
        x = self.named(x)
        return self.block_1(x)


class Nested(keras.layers.Layer):
    """Inner scopes count anew in each turn of the loop around them."""

    tf1_order = (("part_dense", "dense"),)  # as TF1 made them

    def __init__(self, depth, width, *, name="nested", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.part_dense = []
        self.dense = []
        for i in range(depth):
            self.part_dense.append(
                [
                    keras.layers.Dense(4, name="dense_%d" % j if j else "dense")
                    for j in range(width)
                ]
            )
            self.dense.append(
                keras.layers.Dense(4, name="dense_%d" % i if i else "dense")
            )

    def call(self, x):
        for i in range(self.depth):
            with keras.name_scope("part_%d" % i):
                for part_dense in self.part_dense[i]:
                    x = part_dense(x)
            x = self.dense[i](x)
        return x


class Stacked(keras.layers.Layer):
    def __init__(self, depth, *, name="stacked", **kwargs):
        super().__init__(name=name, **kwargs)
        self.block = [
            Block(4, name="block_%d" % _ if _ else "block") for _ in range(depth)
        ]
        self.block_1 = Block(
            4, name="block_%d" % len(self.block) if self.block else "block"
        )

    def call(self, x):
        for block in self.block:
            x = block(x)
        return self.block_1(x)


class OneLine(keras.layers.Layer):
    def __init__(self, *, name="one_line", **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = Linear(4, name="linear")
        self.linear_1 = Linear(4, name="linear_1")

    def call(self, x):
        return self.linear_1(self.linear(x))


def either(x, wide):
  """How many there are before the last one is known; which of them is not."""
  with compat_scope.variable_scope("either"):
    if wide:
      x = compat_scope.get_layer(Linear, 5, default_name="linear")(x)
    else:
      x = compat_scope.get_layer(Linear, 4, default_name="linear")(x)
    return compat_scope.get_layer(Linear, 2, default_name="linear")(x)


def maybe(x, extra):
  with compat_scope.variable_scope("maybe"):
    if extra:
      x = compat_scope.get_layer(Block, 4, default_name="block")(x)
    return compat_scope.get_layer(Block, 4, default_name="block")(x)


class Again(keras.layers.Layer):
    """The second pass gets the variables of the first."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.linear = Linear(4, name="linear")
        self.linear_1 = Linear(4, name="linear_1")

    def call(self, x):
        with keras.name_scope("again"):
            y = self.linear_1(self.linear(x))
        with keras.name_scope("again"):
            z = self.linear(x)
            return y + self.linear_1(z)


class Taken(keras.layers.Layer):
    """An explicit name takes a number that TF1 then leaves out."""

    def __init__(self, *, name="taken", **kwargs):
        super().__init__(name=name, **kwargs)
        self.block_1 = Block(4, name="block_1")
        self.block = Block(4, name="block")
        self.block_2 = Block(4, name="block_2")

    def call(self, x):
        x = self.block_1(x)
        x = self.block(x)
        return self.block_2(x)


class Everything(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        "inside",
        "explicit",
        "other_scopes",
        "between",
        "nested",
        "stacked",
        "one_line",
        "either",
        "again",
        "taken",
        "pair",
    )

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.inside = Inside()
        self.explicit = Explicit()
        self.other_scopes = OtherScopes()
        self.between = Between()
        self.nested = Nested(2, 2)
        self.stacked = Stacked(2)
        self.one_line = OneLine()
        self.again = Again()
        self.taken = Taken()
        self.pair = Pair()

    def call(self, x):
        outputs = [
            self.inside(x),
            self.explicit(x),
            self.other_scopes(x),
            self.between(x),
            self.nested(x),
            self.stacked(x),
        ]
        one_line_out = self.one_line(x)
        with compat_scope.hosting(self, "either"):
            either_out = either(x, True)
            maybe_out = maybe(x, True)
        outputs += [one_line_out, either_out, maybe_out, self.again(x), self.taken(x)]
        with keras.name_scope("last"):
            return outputs + [self.pair(x)]

import tensorflow as tf
import keras

SIZES = [4, 3]


class Cell(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )

    def call(self, x):
        return tf.tanh(tf.matmul(x, self.w))


class ByRange(keras.layers.Layer):
    """Names count from `start`."""

    def __init__(self, depth, start=0, *, name="by_range", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.start = start

    def build(self, x_shape):
        self.cell = [
            Cell(x_shape[-1], name="layer_%d" % i)
            for i in range(self.start, self.depth + self.start)
        ]

    def call(self, x):
        for cell in self.cell:
            x = x + cell(x)
        return x


class Layer(keras.layers.Layer):
    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.size], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.size], initializer="zeros")

    def call(self, x):
        x = tf.nn.relu(tf.matmul(x, self.w) + self.b)
        return x


class ByList(keras.layers.Layer):
    def __init__(self, sizes, *, name="by_list", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer = [
            Layer(size, name="layer" + str(i)) for i, size in enumerate(sizes)
        ]

    def call(self, x):
        for layer in self.layer:
            x = layer(x)  # grows or shrinks
        return x


class ByPairs(keras.layers.Layer):
    def __init__(self, *, name="by_pairs", **kwargs):
        super().__init__(name=name, **kwargs)
        self.cell = [
            Cell(units, name="{}_{}".format(name, units))
            for (name, units), _ in zip([("left", 2), ("right", 3)], (0.5, 2.0))
        ]

    def call(self, x):
        outputs = []
        for cell, ((name, units), factor) in zip(
            self.cell, zip([("left", 2), ("right", 3)], (0.5, 2.0))
        ):
            outputs.append(factor * cell(x))
        return tf.concat(outputs, axis=-1)


class Nested(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, groups, depth, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.groups = groups
        self.cell = [
            [Cell(4, name=f"unit_{d}") for d in reversed(range(depth))]
            for _ in range(groups)
        ]

    def call(self, x):
        for g in range(self.groups):
            with keras.name_scope(f"group{g}"):
                for cell in self.cell[g]:
                    x = cell(x)
        return x


class Comprehended(keras.layers.Layer):
    def __init__(self, heads, *, name="heads", **kwargs):
        super().__init__(name=name, **kwargs)
        self.cell = [Cell(2, name="head%d" % h) for h in range(heads)]

    def call(self, x):
        outputs = []
        for cell in self.cell:
            outputs.append(cell(x))
        return tf.add_n(outputs)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.by_range = ByRange(2, start=1)
        self.by_list = ByList(SIZES)
        self.by_pairs = ByPairs()
        self.nested = Nested(2, 2)
        self.by_range_of_nothing = ByRangeOfNothing()
        self.by_name = ByName()
        self.comprehended = Comprehended(heads=3)
        self.summed = Summed(2)

    def call(self, x):
        x = self.by_range(x)
        x = self.by_list(x)
        x = self.by_pairs(x)
        x = self.nested(x)
        x = self.by_range_of_nothing(x)
        named = self.by_name(x)
        return [self.comprehended(x), named["right"], self.summed(x)]


class ByName(keras.layers.Layer):
    """A dictionary of heads, and those of what comes out of them."""

    def __init__(self, *, name="by_name", **kwargs):
        super().__init__(name=name, **kwargs)
        self.cell = [Cell(2, name=n) for n in ("left", "right")]
        self.cell_2 = [
            Cell(1, name="%s_%d" % (n, i)) for i, n in enumerate(("left", "right"))
        ]

    def call(self, x):
        hidden = {}
        for cell, n in zip(self.cell, ("left", "right")):
            hidden[n] = cell(x)
        outputs = []
        for i, n in enumerate(("left", "right")):
            outputs.append((n, self.cell_2[i](hidden[n])))
        pairs = dict(outputs)
        return {n: tf.concat([h, pairs[n]], 1) for n, h in hidden.items()}


class Summed(keras.layers.Layer):
    def __init__(self, depth, *, name="summed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth
        self.cell = [Cell(2, name="term_%d" % i_2) for i_2 in range(depth)]
        self.cell_2 = []
        for i_3 in range(depth):
            row = []
            if i_3:
                for j in range(2):
                    row.append(Cell(2, name="pair_%d_%d" % (i_3, j)))
            self.cell_2.append(row)

    def call(self, x):
        i = self.depth - 1
        outputs = []
        for cell in self.cell:
            outputs.append(cell(x))
        total = sum(outputs)
        outputs_2 = []
        for i_3 in range(self.depth):
            if i_3:
                for cell_2 in self.cell_2[i_3]:
                    outputs_2.append(cell_2(total))
        for y in outputs_2:
            total = total * y
        return total * float(i)


class ByRangeOfNothing(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, depth=0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.cell = [Cell(4, name="nothing_%d" % i) for i in range(depth)]

    def call(self, x):
        for cell in self.cell:
            x = cell(x)
        return x

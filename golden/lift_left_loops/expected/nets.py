"""Networks whose loops are left, or skip turns, as their settings say."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Pyramid(keras.layers.Layer):
    """Stages of a pyramid up to `last`, and what each of them gives."""

    def __init__(self, sizes, last="stage_2", *, name="pyramid", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.last = last
        self.conv2d = []
        for i, size in enumerate(sizes):
            end_point = "stage_%d" % i
            self.conv2d.append(
                keras.layers.Conv2D(
                    size,
                    kernel_size=3,
                    padding="same",
                    activation="relu",
                    name=end_point,
                )
            )
            if end_point == last:
                return

    def call(self, images):
        end_points = {}
        net = images
        for i, size in enumerate(self.sizes):
            end_point = "stage_%d" % i
            net = self.conv2d[i](net)
            end_points[end_point] = net
            if end_point == self.last:
                return net, end_points
        raise ValueError("Unknown end point %s" % self.last)


class Stem(keras.layers.Layer):
    """A stem with names that one variable holds in turn."""

    def __init__(self, final_endpoint="mixed", *, name="stem", **kwargs):
        super().__init__(name=name, **kwargs)
        self.final_endpoint = final_endpoint
        end_point = "conv_1a"
        self.conv_1a = keras.layers.Conv2D(3, kernel_size=3, name="conv_1a")
        if end_point == final_endpoint:
            return

        end_point = "conv_2a"
        self.conv_2a = keras.layers.Conv2D(4, kernel_size=1, name="conv_2a")
        if end_point == final_endpoint:
            return

        end_point = "mixed"
        self.left = keras.layers.Conv2D(2, kernel_size=1, name="left")
        self.right = keras.layers.Conv2D(2, kernel_size=1, name="right")

    def call(self, net):
        end_points = {}
        end_point = "conv_1a"
        net = self.conv_1a(net)
        end_points[end_point] = net
        if end_point == self.final_endpoint:
            return net, end_points

        end_point = "conv_2a"
        net = self.conv_2a(net)
        end_points[end_point] = net
        if end_point == self.final_endpoint:
            return net, end_points

        end_point = "mixed"
        with keras.name_scope("mixed"):
            left = self.left(net)
            right = self.right(net)
            net = tf.concat([left, right], 3)
        end_points[end_point] = net
        return net, end_points


class Tower(keras.layers.Layer):
    """Pairs of layers; the last turn makes only the first of its pair."""

    tf1_order = (("dense", "dense_2"),)  # as TF1 made them

    def __init__(self, sizes, stop_at, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.stop_at = stop_at
        self.dense = []
        self.dense_2 = []
        for i, size in enumerate(sizes):
            self.dense.append(keras.layers.Dense(size, name="in_%d" % i))
            if i == stop_at:
                break
            self.dense_2.append(keras.layers.Dense(size + 1, name="out_%d" % i))

    def call(self, x):
        for i, size in enumerate(self.sizes):
            x = self.dense[i](x)
            if i == self.stop_at:
                break
            x = self.dense_2[i](tf.nn.relu(x))
        return x


class Trimmed(keras.layers.Layer):
    """Layers until a width is enough."""

    def __init__(self, sizes, *, name="trimmed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.dense = []
        for size in sizes:
            self.dense.append(keras.layers.Dense(size, name="dense_of_%d" % size))
            if size > 4:
                break

    def call(self, x):
        for dense, size in zip(self.dense, self.sizes):
            x = dense(x)
            if size > 4:
                break
        return x


class Layer(keras.layers.Layer):
    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[x_shape[-1], self.size],
            initializer=keras.initializers.RandomNormal(stddev=0.1),
        )

    def call(self, x):
        x = tf.tanh(tf.matmul(x, self.w))
        return x


class SparseStack(keras.layers.Layer):
    """Turns that have no layer are skipped."""

    def __init__(self, sizes, frozen=(), *, name="sparse_stack", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.frozen = frozen
        self.layer = []
        for i, size in enumerate(sizes):
            if i not in frozen:
                self.layer.append(Layer(size, name="layer_%d" % i))
            else:
                self.layer.append(None)

    def call(self, x):
        for i, size in enumerate(self.sizes):
            # those keep what they had
            if i not in self.frozen:
                x = self.layer[i](x)
        return x


class Marked(keras.layers.Layer):
    """One kind of turn does something else instead."""

    def __init__(self, sizes, plain, *, name="marked", **kwargs):
        super().__init__(name=name, **kwargs)
        self.sizes = sizes
        self.plain = plain
        self.dense = []
        for i, size in enumerate(sizes):
            if i == plain:
                self.dense.append(None)
            else:
                self.dense.append(keras.layers.Dense(size, name="fc%d" % i))

    def call(self, x):
        for i, size in enumerate(self.sizes):
            if i == self.plain:
                x = tf.nn.relu(x)
            else:
                x = self.dense[i](x)
        return x


class Fitting(keras.layers.Layer):
    """The first width that is small enough, or the default."""

    def __init__(self, sizes, limit, *, name="fitting", **kwargs):
        super().__init__(name=name, **kwargs)
        for size in sizes:
            if size <= limit:
                units = size
                break
        else:
            units = 7
        self.fc = keras.layers.Dense(units, name="fc")

    def call(self, x):
        return self.fc(x)


class Doubled(keras.layers.Layer):
    """Widths are doubled up to a limit."""

    def __init__(self, limit, *, name="doubled", **kwargs):
        super().__init__(name=name, **kwargs)
        units = 1
        while units < limit:
            units *= 2
        self.fc = keras.layers.Dense(units, name="fc")

    def call(self, x):
        return self.fc(x)


class Counted(keras.layers.Layer):
    """A width, or a list of them."""

    def __init__(self, size, *, name="counted", **kwargs):
        super().__init__(name=name, **kwargs)
        try:
            units = int(size)
        except TypeError:
            units = len(size)
        self.fc = keras.layers.Dense(units, name="fc")

    def call(self, x):
        return self.fc(x)


class LastEven(keras.layers.Layer):
    """The last even width."""

    def __init__(self, sizes, *, name="last_even", **kwargs):
        super().__init__(name=name, **kwargs)
        units = 1
        for size in sizes:
            if size % 2:
                continue
            units = size
        self.fc = keras.layers.Dense(units, name="fc")

    def call(self, x):
        return self.fc(x)


def unnamed_until(x, sizes, stop_at):
    """TF1 counts these layers, and so the one after the loop."""
    with compat_scope.variable_scope("unnamed_until"):
        for i, size in enumerate(sizes):
            x = compat_scope.layers.dense(x, size)
            if i == stop_at:
                break
        return compat_scope.layers.dense(x, 2)


def uncounted(x, sizes, stop):
    """Where the last turn ends is told by nothing that counts."""
    with compat_scope.variable_scope("uncounted"):
        for size in sizes:
            x = compat_scope.layers.dense(x, size, name="in_of_%d" % size)
            if size == stop:
                break
            x = compat_scope.layers.dense(x, size, name="out_of_%d" % size)
    return x


def guarded(x, size):
    """What fails is no number."""
    try:
        x = tf.reshape(x, [2, size])
        units = int(size)
    except TypeError:
        units = len(size)
    with compat_scope.variable_scope("guarded"):
        return compat_scope.layers.dense(x, units, name="fc")


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    # as TF1 made them
    tf1_order = (
        "pyramid",
        "stem",
        "whole_stem",
        "tower",
        "trimmed",
        "sparse_stack",
        "marked",
        "fitting",
        "doubled",
        "counted",
        "last_even",
        "unnamed_until",
    )

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pyramid = Pyramid([2, 3, 4, 5])
        self.stem = Stem(final_endpoint="conv_2a")
        self.whole_stem = Stem()
        widths = [3, 4, 5, 6]
        self.tower = Tower(widths, 2)
        self.trimmed = Trimmed(widths)
        self.sparse_stack = SparseStack(widths, frozen=[1, 2])
        self.marked = Marked(widths, 1)
        self.fitting = Fitting([9, 5, 4], 6)
        self.doubled = Doubled(5)
        self.counted = Counted([1, 2, 3])
        self.last_even = LastEven(widths)

    def call(self, images, x):
        top, end_points = self.pyramid(images)
        low, more = self.stem(images)
        with keras.name_scope("whole"):
            whole, _ = self.whole_stem(images)
        widths = [3, 4, 5, 6]
        tower_out = self.tower(x)
        trimmed_out = self.trimmed(x)
        sparse_stack_out = self.sparse_stack(x)
        marked_out = self.marked(x)
        fitting_out = self.fitting(x)
        doubled_out = self.doubled(x)
        counted_out = self.counted(x)
        last_even_out = self.last_even(x)
        with compat_scope.hosting(self, "unnamed_until"):
            return [
                [top, sorted(end_points), low, sorted(more), whole],
                [tower_out, trimmed_out, sparse_stack_out],
                [marked_out, fitting_out, doubled_out, counted_out, last_even_out],
                [unnamed_until(x, widths, 1), uncounted(x, widths, 5), guarded(x, 4)],
            ]

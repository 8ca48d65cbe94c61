import tensorflow as tf
from migrate import compat_scope

from units import Affine, Linear, Mixture, Unit, start_over


class Stack(object):
    """Units one after the other, made in a scope of the stack's name."""

    def __init__(self, name, x, settings):
        self.name = name
        self.units = []
        with compat_scope.variable_scope(self.name):
            self._make(x, settings)
        for unit in self.units:
            x = unit(x)
        self.outputs = x

    def _make(self, x, settings):
        self.units.append(
            compat_scope.make_layer(
                Mixture, x.get_shape().as_list()[1], settings["hidden"], settings
            )
        )
        self.units.append(
            compat_scope.make_layer(
                Affine,
                width_in=settings["hidden"],
                width_out=4,
                bias=True,
                act=tf.tanh,
                name="middle",
            )
        )
        self.units.append(compat_scope.make_layer(Linear, 4, 2))

    def decay(self):
        """Of the first unit only."""
        return tf.add_n([tf.nn.l2_loss(var) for var in self.units[0].vars.values()])


def forward(x, adjacency):
    start_over()
    settings = {"supports": [tf.eye(4), adjacency], "hidden": 3}
    one = Stack("stack", x, settings)
    two = Stack("stack", x, settings)  # TF1 enters the same name scope again
    assert isinstance(one.units[0], Unit)
    return one.outputs, two.outputs, one.decay()

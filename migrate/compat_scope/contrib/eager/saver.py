"""``tf.contrib.eager.Saver``: TF1's name-based checkpoints without a session."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["Saver", "get_optimizer_variables"]


class Saver:
    """Saves and restores variables by name, in TF1's checkpoint format.

    `var_list`: a list of variables, or a dict from names to variables. Raises: RuntimeError in a graph.
    Source: TF 1.15 contrib/eager/python/saver.py.
    """

    def __init__(self, var_list: Any) -> None:
        if not tf.executing_eagerly():
            raise RuntimeError(
                "tfe.Saver can only be used when eager execution is enabled. Use tf.train.Saver when "
                "building graphs."
            )
        self._saver = tf.compat.v1.train.Saver(var_list=var_list)

    def save(self, file_prefix: str, global_step: Any = None) -> Any:
        """Writes a checkpoint; gives its prefix, to which `global_step` was added."""
        with tf.device("/device:CPU:0"):
            return self._saver.save(
                None, file_prefix, write_meta_graph=False, global_step=global_step
            )

    def restore(self, file_prefix: str) -> None:
        """Gives the variables the values in a checkpoint."""
        with tf.device("/device:CPU:0"):
            self._saver.restore(None, file_prefix)


def get_optimizer_variables(optimizer: Any) -> list[Any]:
    """The variables of a ``tf.compat.v1.train`` optimizer that has been applied."""
    return list(optimizer.variables())

"""Batch renormalization (https://arxiv.org/abs/1702.03275), an option of batch normalization."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.control import smart_cond
from migrate.compat_scope.layers.moving_average import move_towards
from migrate.compat_scope.modes import in_graph

__all__ = ["BatchRenorm"]


class BatchRenorm:
    """The renorm statistics of a batch normalization layer and the correction they give.

    Variables `moving_stddev`, `renorm_mean`, `renorm_stddev`. Source: TF 1.15
    keras/layers/normalization.py, `_renorm_correction_and_moments`.
    """

    epsilon: float
    moving_mean_initializer: Any
    moving_variance_initializer: Any

    def _init_renorm(self, renorm: bool, clipping: dict[str, Any] | None, momentum: Any) -> None:
        self.renorm = renorm
        if renorm:
            keys = ["rmax", "rmin", "dmax"]
            if set(clipping or {}) - set(keys):
                raise ValueError(f"renorm_clipping {clipping} contains keys not in {keys}")
            self.renorm_clipping = dict(clipping or {})
            self.renorm_momentum = momentum

    def _add_statistic(self, name: str, shape: list[Any], initializer: Any) -> Any:
        raise NotImplementedError

    def _add_renorm_statistics(self, shape: list[Any]) -> None:
        def stddev_initializer(*args: Any, **kwargs: Any) -> Any:
            return tf.sqrt(self.moving_variance_initializer(*args, **kwargs))

        self.moving_stddev = self._add_statistic("moving_stddev", shape, stddev_initializer)
        self.renorm_mean = self._add_statistic("renorm_mean", shape, self.moving_mean_initializer)
        self.renorm_stddev = self._add_statistic("renorm_stddev", shape, stddev_initializer)

    def _renorm_correction(self, mean: Any, variance: Any, training: Any) -> Any:
        """Scale and shift that undo the batch's deviation, and the moments to move towards."""
        stddev = tf.sqrt(variance + self.epsilon)
        renorm_stddev = tf.maximum(self.renorm_stddev, tf.sqrt(self.epsilon))
        r = stddev / renorm_stddev
        d = (mean - self.renorm_mean) / renorm_stddev
        # The correction must see the averages of before this step.
        with _after(r, d):
            mean, stddev = tf.identity(mean), tf.identity(stddev)
        clip = self.renorm_clipping
        if clip.get("rmin") is not None:
            r = tf.maximum(r, clip["rmin"])
        if clip.get("rmax") is not None:
            r = tf.minimum(r, clip["rmax"])
        if clip.get("dmax") is not None:
            d = tf.minimum(tf.maximum(d, -clip["dmax"]), clip["dmax"])
        r = smart_cond(training, lambda: r, lambda: tf.ones_like(r))
        d = smart_cond(training, lambda: d, lambda: tf.zeros_like(d))
        moved = [
            self._move_renorm(self.renorm_mean, mean, training),
            self._move_renorm(self.renorm_stddev, stddev, training),
        ]
        with _after(*moved):
            return r, d, tf.identity(mean), tf.identity(variance)

    def _move_renorm(self, variable: Any, value: Any, training: Any) -> Any:
        value = tf.identity(value)
        return smart_cond(
            training,
            lambda: move_towards(variable, value, self.renorm_momentum),
            lambda: tf.identity(variable),
        )


def _after(*values: Any) -> Any:
    """Control dependencies on `values`; outside graphs order is program order already."""
    return tf.control_dependencies(list(values) if in_graph() else [])

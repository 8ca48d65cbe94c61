"""`tf.losses`: the losses of TF1, and the collections they and the regularizers add to.

The arithmetic is ``tf.compat.v1.losses``. In a graph that is all; in eager code and ``tf.function``, where TensorFlow 2
keeps no collections, the losses go to the collections of this package.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_to_collection, get_collection
from migrate.compat_scope.modes import in_graph, not_converted

_v1 = tf.compat.v1.losses

__all__ = [
    "Reduction",
    "absolute_difference",
    "add_loss",
    "compute_weighted_loss",
    "cosine_distance",
    "get_losses",
    "get_regularization_loss",
    "get_regularization_losses",
    "get_total_loss",
    "hinge_loss",
    "huber_loss",
    "log_loss",
    "mean_pairwise_squared_error",
    "mean_squared_error",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]

Reduction = _v1.Reduction


def _collecting(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, adding its loss to the ``loss_collection`` it is called with in every mode."""
    signature = inspect.signature(function)

    @functools.wraps(function, assigned=("__name__", "__qualname__", "__doc__"))
    def loss_function(*args: Any, **kwargs: Any) -> Any:
        if in_graph():
            return function(*args, **kwargs)
        call = signature.bind(*args, **kwargs)
        call.apply_defaults()
        collection = call.arguments["loss_collection"]
        call.arguments["loss_collection"] = None
        loss = function(*call.args, **call.kwargs)
        add_loss(loss, collection)
        return loss

    return not_converted(loss_function)


absolute_difference = _collecting(_v1.absolute_difference)
compute_weighted_loss = _collecting(_v1.compute_weighted_loss)
cosine_distance = _collecting(_v1.cosine_distance)
hinge_loss = _collecting(_v1.hinge_loss)
huber_loss = _collecting(_v1.huber_loss)
log_loss = _collecting(_v1.log_loss)
mean_pairwise_squared_error = _collecting(_v1.mean_pairwise_squared_error)
mean_squared_error = _collecting(_v1.mean_squared_error)
sigmoid_cross_entropy = _collecting(_v1.sigmoid_cross_entropy)
softmax_cross_entropy = _collecting(_v1.softmax_cross_entropy)
sparse_softmax_cross_entropy = _collecting(_v1.sparse_softmax_cross_entropy)


@not_converted
def add_loss(loss: Any, loss_collection: Any = GraphKeys.LOSSES) -> None:
    """Adds a loss to the collection; to none if it is None."""
    if loss_collection:
        add_to_collection(loss_collection, loss)


@not_converted
def get_losses(scope: Any = None, loss_collection: Any = GraphKeys.LOSSES) -> list[Any]:
    """The losses so far in this pass, filtered by the regular expression `scope`."""
    return get_collection(loss_collection, scope)


@not_converted
def get_regularization_losses(scope: Any = None) -> list[Any]:
    """The regularization losses so far, filtered by the regular expression `scope`."""
    return get_collection(GraphKeys.REGULARIZATION_LOSSES, scope)


@not_converted
def get_regularization_loss(scope: Any = None, name: str = "total_regularization_loss") -> Any:
    """The sum of the regularization losses, 0 if there are none."""
    losses = get_regularization_losses(scope)
    return tf.add_n(losses, name=name) if losses else tf.constant(0.0)


@not_converted
def get_total_loss(
    add_regularization_losses: bool = True, name: str = "total_loss", scope: Any = None
) -> Any:
    """The sum of the losses, with those of the regularizers unless told otherwise.

    Raises:
        ValueError: there are none (from ``tf.add_n``, as in TF 1.15 losses/util.py).
    """
    losses = get_losses(scope)
    if add_regularization_losses:
        losses = losses + get_regularization_losses(scope)
    return tf.add_n(losses, name=name)

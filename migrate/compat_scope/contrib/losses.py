"""`tf.contrib.losses`: predictions first, weights squeezed, means over the weighted elements."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_to_collection, get_collection
from migrate.compat_scope.contrib.framework.arg_scope import add_arg_scope
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.name_scopes import name_scope

__all__ = [
    "absolute_difference",
    "add_loss",
    "compute_weighted_loss",
    "cosine_distance",
    "get_losses",
    "get_regularization_losses",
    "get_total_loss",
    "hinge_loss",
    "log_loss",
    "mean_pairwise_squared_error",
    "mean_squared_error",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]


@add_arg_scope
def add_loss(loss: Any, loss_collection: Any = GraphKeys.LOSSES) -> None:
    """Adds a loss to the collection."""
    if loss_collection:
        add_to_collection(loss_collection, loss)


def get_losses(scope: Any = None, loss_collection: Any = GraphKeys.LOSSES) -> list[Any]:
    """The losses so far."""
    return get_collection(loss_collection, scope)


def get_regularization_losses(scope: Any = None) -> list[Any]:
    """The regularization losses so far."""
    return get_collection(GraphKeys.REGULARIZATION_LOSSES, scope)


def get_total_loss(add_regularization_losses: bool = True, name: str = "total_loss") -> Any:
    """The sum of the losses, with those of the regularizers unless told otherwise."""
    losses = get_losses()
    if add_regularization_losses:
        losses += get_regularization_losses()
    return tf.add_n(losses, name=name)


@not_converted
def compute_weighted_loss(losses: Any, weights: Any = 1.0, scope: Any = None) -> Any:
    """The mean over the elements whose weight is not 0, added to LOSSES.

    `weights` are for the leading axes. Raises: ValueError if a rank is unknown. Source, also of the
    losses below: TF 1.15 contrib/losses/python/losses/loss_ops.py.
    """
    with name_scope(scope, "weighted_loss", [losses, weights]):
        losses = tf.convert_to_tensor(losses)
        dtype = losses.dtype
        losses = tf.cast(losses, tf.float32)
        weights = tf.cast(tf.convert_to_tensor(weights), tf.float32)
        if losses.shape.rank is None:
            raise ValueError("losses.get_shape().ndims cannot be None")
        if weights.shape.rank is None:
            raise ValueError("weights.get_shape().ndims cannot be None")
        if weights.shape.rank > max(losses.shape.rank, 1) and weights.shape[-1] != 1:
            raise ValueError(
                f"weights of shape {weights.shape} have more axes than losses of shape {losses.shape}"
            )
        if weights.shape.rank > 1 and weights.shape[-1:].is_compatible_with([1]):
            weights = tf.squeeze(weights, [-1])
        total = tf.reduce_sum(_over_inner(losses, weights) * weights)
        loss = tf.math.divide_no_nan(total, tf.reduce_sum(_present(losses, weights)), name="value")
        loss = tf.cast(loss, dtype)
        add_loss(loss)
        return loss


def _over_inner(losses: Any, weights: Any) -> Any:
    """Sums over the axes that the weights do not have."""
    return tf.reduce_sum(losses, axis=list(range(weights.shape.rank, losses.shape.rank)))


def _present(losses: Any, weights: Any) -> Any:
    """How many elements count, per entry of `weights`."""
    inner = tf.reduce_prod(tf.shape(losses)[weights.shape.rank :])
    return tf.cast(tf.not_equal(weights, 0.0), tf.float32) * tf.cast(inner, tf.float32)


def _pair(predictions: Any, labels: Any) -> tuple[Any, Any]:
    predictions.shape.assert_is_compatible_with(labels.shape)
    return tf.cast(predictions, tf.float32), tf.cast(labels, tf.float32)


@not_converted
def absolute_difference(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: Any = None
) -> Any:
    """Mean absolute error."""
    with name_scope(scope, "absolute_difference", [predictions, labels, weights]) as scope:
        predictions, labels = _pair(predictions, labels)
        return compute_weighted_loss(tf.abs(predictions - labels), weights, scope=scope)


@not_converted
def mean_squared_error(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: Any = None
) -> Any:
    """Mean squared error."""
    with name_scope(scope, "mean_squared_error", [predictions, labels, weights]) as scope:
        predictions, labels = _pair(predictions, labels)
        squares = tf.math.squared_difference(predictions, labels)
        return compute_weighted_loss(squares, weights, scope=scope)


@not_converted
def log_loss(
    predictions: Any,
    labels: Any = None,
    weights: Any = 1.0,
    epsilon: float = 1e-7,
    scope: Any = None,
) -> Any:
    """Mean negative log likelihood of binary labels."""
    with name_scope(scope, "log_loss", [predictions, labels, weights]) as scope:
        predictions, labels = _pair(predictions, labels)
        losses = -labels * tf.math.log(predictions + epsilon) - (1 - labels) * tf.math.log(
            1 - predictions + epsilon
        )
        return compute_weighted_loss(losses, weights, scope=scope)


@not_converted
def hinge_loss(logits: Any, labels: Any = None, scope: Any = None) -> Any:
    """Hinge losses per element for labels 0 and 1; not a mean, and in no collection."""
    with name_scope(scope, "hinge_loss", [logits, labels]):
        logits.shape.assert_is_compatible_with(labels.shape)
        labels = 2 * tf.cast(labels, tf.float32) - 1
        return tf.nn.relu(1 - labels * logits)


@not_converted
def sigmoid_cross_entropy(
    logits: Any,
    multi_class_labels: Any,
    weights: Any = 1.0,
    label_smoothing: float = 0,
    scope: Any = None,
) -> Any:
    """Mean cross entropy of independent binary labels."""
    with name_scope(
        scope, "sigmoid_cross_entropy_loss", [logits, multi_class_labels, weights]
    ) as scope:
        logits.shape.assert_is_compatible_with(multi_class_labels.shape)
        labels = tf.cast(multi_class_labels, logits.dtype)
        if label_smoothing > 0:
            labels = labels * (1 - label_smoothing) + 0.5 * label_smoothing
        losses = tf.nn.sigmoid_cross_entropy_with_logits(
            labels=labels, logits=logits, name="xentropy"
        )
        return compute_weighted_loss(losses, weights, scope=scope)


@not_converted
def softmax_cross_entropy(
    logits: Any,
    onehot_labels: Any,
    weights: Any = 1.0,
    label_smoothing: float = 0,
    scope: Any = None,
) -> Any:
    """Mean cross entropy of one-hot labels; gradients do not flow to the labels."""
    with name_scope(scope, "softmax_cross_entropy_loss", [logits, onehot_labels, weights]) as scope:
        logits.shape.assert_is_compatible_with(onehot_labels.shape)
        labels = tf.cast(onehot_labels, logits.dtype)
        if label_smoothing > 0:
            classes = tf.cast(tf.shape(labels)[1], logits.dtype)
            labels = labels * (1.0 - label_smoothing) + label_smoothing / classes
        losses = tf.compat.v1.nn.softmax_cross_entropy_with_logits(
            labels=labels, logits=logits, name="xentropy"
        )
        return compute_weighted_loss(losses, weights, scope=scope)


@not_converted
def sparse_softmax_cross_entropy(
    logits: Any, labels: Any, weights: Any = 1.0, scope: Any = None
) -> Any:
    """Mean cross entropy of class ids."""
    with name_scope(scope, "sparse_softmax_cross_entropy_loss", [logits, labels, weights]) as scope:
        labels = tf.reshape(labels, shape=[tf.shape(labels)[0]])
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=labels, logits=logits, name="xentropy"
        )
        return compute_weighted_loss(losses, weights, scope=scope)


@not_converted
def cosine_distance(
    predictions: Any,
    labels: Any = None,
    axis: int | None = None,
    weights: Any = 1.0,
    scope: Any = None,
    dim: int | None = None,
) -> Any:
    """Mean of 1 - the dot product of unit vectors along `axis`. Raises: ValueError without one."""
    axis = dim if axis is None else axis
    if axis is None:
        raise ValueError("You must specify 'axis'.")
    with name_scope(scope, "cosine_distance_loss", [predictions, labels, weights]) as scope:
        predictions, labels = _pair(predictions, labels)
        losses = 1 - tf.reduce_sum(predictions * labels, axis=[axis])
        return compute_weighted_loss(losses, weights, scope=scope)


@not_converted
def mean_pairwise_squared_error(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: Any = None
) -> Any:
    """Variance-like loss: squared differences between the errors of one example's elements."""
    with name_scope(scope, "mean_pairwise_squared_error", [predictions, labels, weights]):
        predictions, labels = _pair(predictions, labels)
        weights = tf.cast(tf.convert_to_tensor(weights), tf.float32)
        diffs = predictions - labels
        if diffs.shape.rank is None:
            raise ValueError("diffs.get_shape().ndims cannot be None")
        if weights.shape.rank is None:
            raise ValueError("weights.get_shape().ndims cannot be None")
        axes = list(range(1, diffs.shape.rank))
        per_example = weights
        if weights.shape.rank == 0:
            per_example = tf.fill([tf.shape(diffs)[0]], weights)
        present = _present(diffs, per_example)
        present = tf.reduce_sum(present, axis=list(range(1, present.shape.rank)))
        squares = tf.reduce_sum(tf.square(diffs), axis=axes)
        sums = tf.reduce_sum(diffs, axis=axes)
        term1 = 2.0 * tf.math.divide_no_nan(squares, present, name="value")
        term2 = 2.0 * tf.math.divide_no_nan(tf.square(sums), tf.square(present), name="value")
        loss = tf.reduce_sum(_over_inner(term1 - term2, weights) * weights)
        loss = tf.where(tf.reduce_sum(present) > 0, loss, tf.zeros_like(loss), name="value")
        add_loss(loss)
        return loss

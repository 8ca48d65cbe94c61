"""`tf.contrib.metrics`: the streaming metrics, which are `tf.metrics` with predictions first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = [
    "accuracy",
    "aggregate_metric_map",
    "aggregate_metrics",
    "confusion_matrix",
    "streaming_accuracy",
    "streaming_auc",
    "streaming_false_negatives",
    "streaming_false_positives",
    "streaming_mean",
    "streaming_mean_absolute_error",
    "streaming_mean_cosine_distance",
    "streaming_mean_iou",
    "streaming_mean_relative_error",
    "streaming_mean_squared_error",
    "streaming_mean_tensor",
    "streaming_percentage_less",
    "streaming_precision",
    "streaming_recall",
    "streaming_recall_at_k",
    "streaming_root_mean_squared_error",
    "streaming_sensitivity_at_specificity",
    "streaming_sparse_precision_at_k",
    "streaming_sparse_recall_at_k",
    "streaming_specificity_at_sensitivity",
    "streaming_true_negatives",
    "streaming_true_positives",
]

_metrics = tf.compat.v1.metrics
confusion_matrix = tf.compat.v1.confusion_matrix
streaming_mean = _metrics.mean
streaming_mean_tensor = _metrics.mean_tensor
streaming_percentage_less = _metrics.percentage_below


def accuracy(predictions: Any, labels: Any, weights: Any = None, name: str | None = None) -> Any:
    """Share of predictions equal to their labels, of this batch only.

    Raises: ValueError for dtypes that differ. Source: TF 1.15 contrib/metrics/python/metrics.
    """
    if labels.dtype != predictions.dtype:
        raise ValueError(
            f"dtypes of predictions {predictions.dtype} and labels {labels.dtype} should be equal"
        )
    with tf.compat.v1.name_scope(name, "accuracy", values=[predictions, labels]):
        correct = tf.cast(tf.equal(predictions, labels), tf.float32)
        if weights is None:
            return tf.reduce_mean(correct)
        weights = tf.broadcast_to(tf.cast(weights, tf.float32), tf.shape(correct))
        return tf.reduce_sum(correct * weights) / tf.reduce_sum(weights)


def aggregate_metrics(*value_update_tuples: Any) -> tuple[list[Any], list[Any]]:
    """(values, updates) of several metrics. Raises: ValueError if there are none."""
    if not value_update_tuples:
        raise ValueError("Expected at least one value_tensor/update_op pair")
    values, updates = zip(*value_update_tuples, strict=True)
    return list(values), list(updates)


def aggregate_metric_map(names_to_tuples: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values by name and updates by name."""
    values = {name: value for name, (value, _) in names_to_tuples.items()}
    return values, {name: update for name, (_, update) in names_to_tuples.items()}


def _predictions_first(name: str, wanted: Callable[..., Any]) -> Callable[..., Any]:
    """The metric of `tf.compat.v1.metrics` with (predictions, labels) instead of the reverse."""

    def streaming(predictions: Any, labels: Any, *args: Any, **kwargs: Any) -> Any:
        return wanted(labels, predictions, *args, **kwargs)

    streaming.__name__ = streaming.__qualname__ = f"streaming_{name}"
    streaming.__doc__ = f"`tf.compat.v1.metrics.{wanted.__name__}`, predictions first."
    return streaming


streaming_accuracy = _predictions_first("accuracy", _metrics.accuracy)
streaming_false_negatives = _predictions_first("false_negatives", _metrics.false_negatives)
streaming_false_positives = _predictions_first("false_positives", _metrics.false_positives)
streaming_mean_absolute_error = _predictions_first(
    "mean_absolute_error", _metrics.mean_absolute_error
)
streaming_mean_iou = _predictions_first("mean_iou", _metrics.mean_iou)
streaming_mean_squared_error = _predictions_first("mean_squared_error", _metrics.mean_squared_error)
streaming_precision = _predictions_first("precision", _metrics.precision)
streaming_recall = _predictions_first("recall", _metrics.recall)
streaming_root_mean_squared_error = _predictions_first(
    "root_mean_squared_error", _metrics.root_mean_squared_error
)
streaming_true_negatives = _predictions_first("true_negatives", _metrics.true_negatives)
streaming_true_positives = _predictions_first("true_positives", _metrics.true_positives)
streaming_mean_cosine_distance = _predictions_first(
    "mean_cosine_distance", _metrics.mean_cosine_distance
)
streaming_mean_relative_error = _predictions_first(
    "mean_relative_error", _metrics.mean_relative_error
)
streaming_sensitivity_at_specificity = _predictions_first(
    "sensitivity_at_specificity", _metrics.sensitivity_at_specificity
)
streaming_specificity_at_sensitivity = _predictions_first(
    "specificity_at_sensitivity", _metrics.specificity_at_sensitivity
)


def streaming_auc(
    predictions: Any,
    labels: Any,
    weights: Any = None,
    num_thresholds: int = 200,
    metrics_collections: Any = None,
    updates_collections: Any = None,
    curve: str = "ROC",
    name: str | None = None,
) -> Any:
    """Area under the ROC or PR curve, by the trapezoidal rule."""
    return _metrics.auc(
        predictions=predictions,
        labels=labels,
        weights=weights,
        metrics_collections=metrics_collections,
        num_thresholds=num_thresholds,
        curve=curve,
        updates_collections=updates_collections,
        name=name,
    )


def streaming_recall_at_k(
    predictions: Any,
    labels: Any,
    k: int,
    weights: Any = None,
    metrics_collections: Any = None,
    updates_collections: Any = None,
    name: str | None = None,
) -> Any:
    """Share of examples whose label is among the top `k` predictions."""
    in_top_k = tf.cast(tf.math.in_top_k(labels, predictions, k), tf.float32)
    return _metrics.mean(
        in_top_k, weights, metrics_collections, updates_collections, name or f"recall_at_{k}"
    )


def streaming_sparse_recall_at_k(
    predictions: Any,
    labels: Any,
    k: int,
    class_id: int | None = None,
    weights: Any = None,
    metrics_collections: Any = None,
    updates_collections: Any = None,
    name: str | None = None,
) -> Any:
    """Recall of the top `k` predictions with respect to sparse labels."""
    return _metrics.recall_at_k(
        labels, predictions, k, class_id, weights, metrics_collections, updates_collections, name
    )


def streaming_sparse_precision_at_k(
    predictions: Any,
    labels: Any,
    k: int,
    class_id: int | None = None,
    weights: Any = None,
    metrics_collections: Any = None,
    updates_collections: Any = None,
    name: str | None = None,
) -> Any:
    """Precision of the top `k` predictions with respect to sparse labels."""
    return _metrics.precision_at_k(
        labels, predictions, k, class_id, weights, metrics_collections, updates_collections, name
    )

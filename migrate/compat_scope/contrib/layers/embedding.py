"""Embeddings of id sequences."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.layers.losses import shards
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.scope import variable_scope

__all__ = [
    "bow_encoder",
    "embed_sequence",
    "embedding_lookup_unique",
    "safe_embedding_lookup_sparse",
]


@not_converted
def embed_sequence(
    ids: Any,
    vocab_size: int | None = None,
    embed_dim: int | None = None,
    unique: bool = False,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: bool = True,
    scope: Any = None,
    reuse: Any = None,
) -> Any:
    """Rows of the variable `EmbedSequence/embeddings` for the ids.

    Raises: ValueError if neither reusing nor given both sizes.
    Source: TF 1.15 contrib/layers/python/layers/encoders.py.
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            "Must specify vocab size and embedding dimension when not reusing. Got "
            f"vocab_size={vocab_size} and embed_dim={embed_dim}"
        )
    with variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        embeddings = model_variable(
            "embeddings",
            shape=None if vocab_size is None or embed_dim is None else [vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        if unique:
            return embedding_lookup_unique(embeddings, ids)
        return tf.compat.v1.nn.embedding_lookup(_params(embeddings), ids)


@not_converted
def bow_encoder(
    ids: Any,
    vocab_size: int,
    embed_dim: int,
    sparse_lookup: bool = True,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: bool = True,
    scope: Any = None,
    reuse: Any = None,
) -> Any:
    """Mean of the embeddings of each row of ids; variable `bow_encoder/embeddings`.

    Raises: ValueError without sizes, TypeError for sparse ids with `sparse_lookup` off.
    """
    if not vocab_size or not embed_dim:
        raise ValueError("Must specify vocab size and embedding dimension")
    ids = tf.compat.v1.convert_to_tensor_or_sparse_tensor(ids)
    is_sparse = isinstance(ids, tf.SparseTensor)
    with variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = model_variable(
            "embeddings",
            shape=[vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        if sparse_lookup:
            sparse_ids = ids if is_sparse else _without_padding(ids)
            return safe_embedding_lookup_sparse(
                [embeddings], sparse_ids, combiner="mean", default_id=0
            )
        if is_sparse:
            raise TypeError("ids are expected to be dense Tensor, got: %s", ids)
        looked_up = tf.compat.v1.nn.embedding_lookup(_params(embeddings), ids)
        return tf.reduce_mean(looked_up, axis=1)


@not_converted
def embedding_lookup_unique(
    params: Any, ids: Any, partition_strategy: str = "mod", name: str | None = None
) -> Any:
    """`embedding_lookup` that looks every distinct id up once."""
    with name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf.convert_to_tensor(ids)
        shape = tf.shape(ids)
        unique_ids, positions = tf.unique(tf.reshape(ids, [-1]))
        embeddings = tf.compat.v1.nn.embedding_lookup(
            _params(params), unique_ids, partition_strategy=partition_strategy
        )
        flat = tf.gather(embeddings, positions)
        outputs = tf.reshape(flat, tf.concat([shape, tf.shape(flat)[1:]], 0))
        if not tf.executing_eagerly():
            outputs.set_shape(ids.shape.concatenate(flat.shape[1:]))
        return outputs


@not_converted
def safe_embedding_lookup_sparse(
    embedding_weights: Any,
    sparse_ids: Any,
    sparse_weights: Any = None,
    combiner: str | None = None,
    default_id: int | None = None,
    name: str | None = None,
    partition_strategy: str = "div",
    max_norm: float | None = None,
) -> Any:
    """Embeddings of sparse ids, combined by row; an empty row gives `default_id`'s, or zeros."""
    return tf.compat.v1.nn.safe_embedding_lookup_sparse(
        embedding_weights,
        sparse_ids,
        sparse_weights=sparse_weights,
        combiner=combiner or "mean",
        default_id=default_id,
        name=name,
        partition_strategy=partition_strategy,
        max_norm=max_norm,
    )


def _params(embeddings: Any) -> Any:
    parts = shards(embeddings)
    return parts if len(parts) > 1 else embeddings


def _without_padding(ids: Any) -> Any:
    """Sparse ids; 0 (or "") marks padding (TF 1.15 contrib/layers/python/ops/sparse_ops.py)."""
    padding = "" if ids.dtype == tf.string else tf.cast(0, ids.dtype)
    indices = tf.where(tf.not_equal(ids, padding))
    return tf.SparseTensor(indices, tf.gather_nd(ids, indices), tf.shape(ids, out_type=tf.int64))

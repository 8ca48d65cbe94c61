"""Checks and conversions of tensors (TF 1.15 contrib/framework/python/framework/tensor_util.py)."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.layers.control import smart_cond as _smart_cond
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.passes import current

__all__ = [
    "argsort",
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_scalar_int",
    "convert_to_tensor_or_sparse_tensor",
    "get_graph_from_inputs",
    "get_name_scope",
    "get_placeholders",
    "is_tensor",
    "py_func",
    "reduce_sum_n",
    "remove_squeezable_dimensions",
    "smart_case",
    "smart_cond",
    "smart_constant_value",
    "sort",
    "with_same_shape",
    "with_shape",
]

_v1 = tf.compat.v1
argsort = tf.argsort
assert_same_float_dtype = _v1.debugging.assert_same_float_dtype
assert_scalar = _v1.debugging.assert_scalar
convert_to_tensor_or_sparse_tensor = _v1.convert_to_tensor_or_sparse_tensor
is_tensor = tf.is_tensor
sort = tf.sort


def assert_scalar_int(tensor: Any, name: str | None = None) -> Any:
    """The tensor, checked to be an integer scalar. Raises: ValueError if it is not."""
    with name_scope(name, "assert_scalar_int", [tensor]):
        tensor = tf.convert_to_tensor(tensor)
        if not tensor.dtype.base_dtype.is_integer:
            raise ValueError(f"Expected integer type for {tensor}, received type: {tensor.dtype}.")
        return assert_scalar(tensor)


def reduce_sum_n(tensors: Any, name: str | None = None) -> Any:
    """The sum of all elements of all the tensors. Raises: ValueError if there are none."""
    if not tensors:
        raise ValueError("No tensors provided.")
    with name_scope(name, "reduce_sum_n", tensors):
        sums = [tf.reduce_sum(t) for t in tensors]
        return sums[0] if len(sums) == 1 else tf.add_n(sums)


def with_shape(expected_shape: Any, tensor: Any) -> Any:
    """The tensor with its static shape set, checked now if it is known and at run time if not.

    Raises: ValueError for a sparse tensor, a shape that is no vector of int32, or one that does not
    fit the static shape.
    """
    if isinstance(tensor, tf.SparseTensor):
        raise ValueError("SparseTensor not supported.")
    expected = _checked_shape(expected_shape, tensor)
    if tf.is_tensor(expected):
        return _with_checked_shape(expected, tensor)
    static = tf.TensorShape([None if size < 0 else size for size in expected])
    if static.rank == 0 and tensor.shape.is_compatible_with([1]):
        return tf.reshape(tensor, [])
    if not tensor.shape.is_fully_defined():
        tensor = _with_checked_shape(tf.constant(expected, tf.int32, [len(expected)]), tensor)
        if not tf.executing_eagerly():
            tensor.set_shape(static)
    elif not tensor.shape.is_compatible_with(static):
        raise ValueError(
            f"Invalid shape for tensor {tensor}, expected {expected_shape}, got {tensor.shape}."
        )
    return tensor


def _checked_shape(shape: Any, tensor: Any) -> Any:
    """A shape as an int32 tensor or as a list of sizes, -1 for any size."""
    if tf.is_tensor(shape):
        if shape.dtype.base_dtype != tf.int32:
            raise ValueError(
                f"Invalid dtype {shape.dtype} for shape {shape} expected of tensor {tensor}."
            )
        return shape
    if isinstance(shape, tf.TensorShape):
        return [-1 if size is None else size for size in shape.as_list()]
    array = np.asarray(shape)
    if array.ndim > 1:
        raise ValueError(
            f"Invalid rank {array.ndim} for shape {shape} expected of tensor {tensor}."
        )
    if array.size and array.dtype not in (np.int32, np.int64):
        raise ValueError(
            f"Invalid dtype {array.dtype} for shape {shape} expected of tensor {tensor}."
        )
    return [int(size) for size in array]


def _with_checked_shape(expected: Any, tensor: Any) -> Any:
    actual = tf.shape(tensor)
    ranks_fit = tf.equal(tf.size(expected), tf.rank(tensor))
    # Compared only if the ranks are equal: otherwise the sizes do not pair up.
    fits = tf.cond(
        ranks_fit,
        lambda: tf.reduce_all(tf.logical_or(tf.equal(expected, -1), tf.equal(expected, actual))),
        lambda: tf.constant(False),
    )
    name = tensor.name if in_graph() else "tensor"
    message = f"Wrong shape for {name} [expected] [actual]."
    check = tf.debugging.Assert(fits, [message, expected, actual])
    with tf.control_dependencies([check] if in_graph() else []):
        return tf.identity(tensor)


def remove_squeezable_dimensions(
    predictions: Any, labels: Any, name: str | None = None
) -> tuple[Any, Any]:
    """Both tensors, the one of the higher rank without a last axis of size 1."""
    with name_scope(name, "remove_squeezable_dimensions", [predictions, labels]):
        predictions, labels = tf.convert_to_tensor(predictions), tf.convert_to_tensor(labels)
        ranks = predictions.shape.rank, labels.shape.rank
        if None not in ranks:
            if ranks[0] - ranks[1] == -1:
                labels = tf.squeeze(labels, [-1])
            elif ranks[0] - ranks[1] == 1:
                predictions = tf.squeeze(predictions, [-1])
            return predictions, labels
        difference = tf.rank(predictions) - tf.rank(labels)
        squeezed = []
        for tensor, sign in ((predictions, 1), (labels, -1)):
            if tensor.shape.rank is None or tensor.shape[-1:].is_compatible_with([1]):
                tensor = tf.cond(
                    tf.equal(sign, difference),
                    lambda t=tensor: tf.squeeze(t, [-1]),  # type: ignore[misc]
                    lambda t=tensor: t,  # type: ignore[misc]
                )
            squeezed.append(tensor)
        return squeezed[0], squeezed[1]


def with_same_shape(expected_tensor: Any, tensor: Any) -> Any:
    """`with_shape` of another tensor."""
    shape = expected_tensor.shape
    return with_shape(
        shape.as_list() if shape.is_fully_defined() else tf.shape(expected_tensor), tensor
    )


def get_name_scope() -> str:
    """Name of the current name scope, without a final slash."""
    if in_graph():
        return _v1.get_default_graph().get_name_scope()  # type: ignore[no-any-return]
    return current().name_scope


def get_graph_from_inputs(op_input_list: Any, graph: Any = None) -> Any:
    """The graph of the inputs, or the default one. Raises: ValueError if they differ."""
    given = graph
    for found in (x.graph for x in op_input_list if hasattr(x, "graph")):
        if graph is None:
            graph = found
        elif found is not graph:
            where = (
                "must be from the same graph" if given is None else "not from the passed-in graph"
            )
            raise ValueError(f"{op_input_list} {where}.")
    return graph if graph is not None else _v1.get_default_graph()


def get_placeholders(graph: Any) -> list[Any]:
    """Outputs of the graph's placeholders. Raises: TypeError if it is no graph."""
    if not isinstance(graph, tf.Graph):
        raise TypeError(f"Input graph needs to be a Graph: {graph}")
    return [op.outputs[0] for op in graph.get_operations() if op.type == "Placeholder"]


def smart_cond(pred: Any, true_fn: Any = None, false_fn: Any = None, name: Any = None) -> Any:
    """One of the functions if `pred` is known, else a `tf.cond`. Raises: TypeError."""
    for argument, function in (("true_fn", true_fn), ("false_fn", false_fn)):
        if not callable(function):
            raise TypeError(f"`{argument}` must be callable.")
    return _smart_cond(pred, true_fn, false_fn)


def smart_constant_value(pred: Any) -> Any:
    """The value of a bool tensor, bool, 0 or 1 if it is known, else None. Raises: TypeError."""
    from migrate.compat_scope.layers.control import static_truth

    return static_truth(pred)


def smart_case(
    pred_fn_pairs: Any, default: Any = None, exclusive: bool = False, name: str = "smart_case"
) -> Any:
    """The function of the first true predicate, now if all of them are known, else a `tf.case`."""
    pairs = list(pred_fn_pairs.items() if isinstance(pred_fn_pairs, dict) else pred_fn_pairs)
    values = [smart_constant_value(pred) for pred, _ in pairs]
    if None in values:
        return _v1.case(pairs, default=default, exclusive=exclusive, name=name)
    for value, (_, function) in zip(values, pairs, strict=True):
        if value:
            return function()
    return None if default is None else default()


def py_func(
    func: Any,
    args: Any = (),
    kwargs: Any = None,
    output_types: Any = None,
    output_shapes: Any = None,
    stateful: bool = True,
    name: str | None = None,
) -> Any:
    """A Python function as an op; arguments and results may be nested structures."""
    if not isinstance(args, list | tuple):
        raise TypeError(f"args must be list and not {type(args)}. args: {args}")
    if not isinstance(kwargs or {}, dict):
        raise TypeError(f"kwargs must be dict and not {type(kwargs)}. args: {kwargs}")
    kwargs = kwargs or {}
    types = output_types(*args, **kwargs) if callable(output_types) else output_types
    shapes = output_shapes(*args, **kwargs) if callable(output_shapes) else output_shapes
    packed = (tuple(args), kwargs)

    def flat_func(*flat: Any) -> Any:
        py_args, py_kwargs = tf.nest.pack_sequence_as(packed, flat)
        return tf.nest.flatten(func(*py_args, **py_kwargs))

    outputs = _v1.py_func(
        flat_func, tf.nest.flatten(packed), tf.nest.flatten(types), stateful=stateful, name=name
    )
    if shapes is not None:
        for output, shape in zip(outputs, tf.nest.flatten(shapes), strict=True):
            output.set_shape(shape)
    return tf.nest.pack_sequence_as(types, outputs)

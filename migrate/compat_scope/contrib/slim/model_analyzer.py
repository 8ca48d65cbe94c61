"""Sizes of a model's operations and variables (TF 1.15 contrib/slim/python/slim/model_analyzer.py)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

__all__ = ["analyze_ops", "analyze_vars", "tensor_description"]


def tensor_description(var: Any) -> str:
    """`(float32 3x4)`."""
    sizes = "x".join(str(size) for size in var.get_shape().as_list())
    return f"({var.dtype.name} {sizes})"


def _elements(tensor: Any) -> int:
    return tensor.get_shape().num_elements() or 0


def analyze_ops(graph: Any, print_info: bool = False) -> int:
    """Number of elements of all outputs of the graph's operations; prints a line per operation."""
    _print(print_info, "---------", "Operations: name -> (type shapes) [size]", "---------")
    total = 0
    for op in graph.get_operations():
        size = sum(_elements(output) for output in op.outputs)
        shapes = [tensor_description(o) for o in op.outputs if o.get_shape().rank]
        _print(print_info, f"{op.name} \t-> {', '.join(shapes)} [{size}]")
        total += size
    return total


def analyze_vars(variables: Iterable[Any], print_info: bool = False) -> tuple[int, int]:
    """Number of elements and bytes of the variables; prints a line per variable."""
    _print(print_info, "---------", "Variables: name (type shape) [size]", "---------")
    total_size = total_bytes = 0
    for var in variables:
        size = _elements(var)
        size_bytes = size * var.dtype.size
        total_size += size
        total_bytes += size_bytes
        _print(print_info, f"{var.name} {tensor_description(var)} [{size}, bytes: {size_bytes}]")
    _print(
        print_info,
        f"Total size of variables: {total_size}",
        f"Total bytes of variables: {total_bytes}",
    )
    return total_size, total_bytes


def _print(wanted: bool, *lines: str) -> None:
    if wanted:
        sys.stdout.writelines(f"{line}\n" for line in lines)

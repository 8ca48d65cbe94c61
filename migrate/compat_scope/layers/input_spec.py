"""What a layer accepts as input."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["InputSpec", "assert_input_compatibility"]


class InputSpec:
    """Rank, dtype, shape and axis sizes a layer expects (TF 1.15 keras/engine/input_spec.py)."""

    def __init__(
        self,
        dtype: Any = None,
        shape: Any = None,
        ndim: int | None = None,
        max_ndim: int | None = None,
        min_ndim: int | None = None,
        axes: dict[int, int] | None = None,
    ) -> None:
        self.dtype = tf.as_dtype(dtype).name if dtype is not None else None
        self.shape = shape
        self.ndim = len(shape) if shape is not None else ndim
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        self.axes = {int(k): axes[k] for k in axes} if axes else {}
        if self.axes and (self.ndim is not None or self.max_ndim is not None):
            max_axis = max(self.axes)
            max_dim = (self.ndim if self.ndim else self.max_ndim) - 1  # type: ignore[operator]
            if max_axis > max_dim:
                raise ValueError(
                    f"Axis {max_axis} is greater than the maximum allowed value: {max_dim}"
                )

    def __repr__(self) -> str:
        fields = ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes")
        known = [f"{name}={getattr(self, name)}" for name in fields if getattr(self, name)]
        return f"InputSpec({', '.join(known)})"


def assert_input_compatibility(specs: Any, inputs: Any, layer_name: str) -> None:
    """Checks inputs against the spec or specs.

    Raises: ValueError naming the layer, what was expected and what was found.
    """
    if not specs:
        return
    spec_list = tf.nest.flatten(specs)
    input_list = tf.nest.flatten(inputs)
    if len(input_list) != len(spec_list):
        raise ValueError(
            f"Layer {layer_name} expects {len(spec_list)} inputs, but it received "
            f"{len(input_list)} input tensors. Inputs received: {inputs}"
        )
    for index, (x, spec) in enumerate(zip(input_list, spec_list, strict=True)):
        if spec is None:
            continue
        prefix = f"Input {index} of layer {layer_name} is incompatible with the layer: "
        if x.shape.ndims is None:
            if spec.ndim is not None or spec.min_ndim is not None or spec.max_ndim is not None:
                raise ValueError(
                    f"{prefix}its rank is undefined, but the layer requires a defined rank."
                )
            continue
        _check_one(x, spec, prefix)


def _check_one(x: Any, spec: InputSpec, prefix: str) -> None:
    shape = x.shape.as_list()
    rank = len(shape)
    if spec.ndim is not None and rank != spec.ndim:
        raise ValueError(
            f"{prefix}expected ndim={spec.ndim}, found ndim={rank}. Full shape received: {shape}"
        )
    if spec.max_ndim is not None and rank > spec.max_ndim:
        raise ValueError(f"{prefix}expected max_ndim={spec.max_ndim}, found ndim={rank}")
    if spec.min_ndim is not None and rank < spec.min_ndim:
        raise ValueError(
            f"{prefix}: expected min_ndim={spec.min_ndim}, found ndim={rank}. "
            f"Full shape received: {shape}"
        )
    if spec.dtype is not None and x.dtype.base_dtype.name != spec.dtype:
        raise ValueError(f"{prefix}expected dtype={spec.dtype}, found dtype={x.dtype}")
    for axis, value in spec.axes.items():
        found = shape[int(axis)]
        wanted = tf.compat.dimension_value(value)
        if wanted is not None and found not in (wanted, None):
            raise ValueError(
                f"{prefix}expected axis {axis} of input shape to have value {wanted} "
                f"but received input with shape {shape}"
            )
    if spec.shape is not None:
        for wanted, found in zip(spec.shape, shape, strict=True):
            if wanted is not None and found is not None and wanted != found:
                raise ValueError(f"{prefix}expected shape={spec.shape}, found shape={shape}")

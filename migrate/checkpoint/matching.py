"""Which variable takes which checkpoint key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.checkpoint.choice import PART, average_of

# What optimizers and averages of TF 1.15 add: slots as `VARIABLE/SLOT`, and variables of their own.
_SLOT = re.compile(
    r"^(.+)/((Adam|AdaMax|LazyAdam|Momentum|RMSProp|RMSPropMomentum|Adagrad|Adadelta|AdagradDA|Ftrl|ProximalAdagrad"
    r"|GradientDescent|LARSOptimizer|ExponentialMovingAverage)(_\d+)?|adam_[mv]|Adafactor|[vmrc])$"
)
_STEP = re.compile(r"(^|/)(beta[12]_power(_\d+)?|global_step)$")
_HALF = (tf.float16, tf.bfloat16)


@dataclass(frozen=True)
class Target:
    """A variable to restore.

    Attributes:
        name: its TF1 name, with ``/part_N`` for a shard.
        key: the checkpoint key that holds its value.
        variable: what to assign to.
        offset: the first index of the shard in the value, per axis; None for a whole variable.
        convert: from the value to the variable's, for optimizer slots that Keras holds in another form.
    """

    name: str
    key: str
    variable: Any
    offset: tuple[int, ...] | None = None
    convert: Callable[[Any], Any] | None = None

    @property
    def whole(self) -> str:
        """The name, for a shard that of the whole variable."""
        match = PART.match(self.name) if self.offset is not None else None
        return match.group(1) if match else self.name

    @property
    def shape(self) -> tuple[int, ...] | None:
        """The variable's shape, None where it is not fully known."""
        shape = tf.TensorShape(self.variable.shape)
        return tuple(shape.as_list()) if shape.is_fully_defined() else None

    @property
    def dtype(self) -> tf.DType:
        """The variable's dtype."""
        return tf.as_dtype(self.variable.dtype).base_dtype

    def is_plain(self, dtype: tf.DType) -> bool:
        """Whether a value of `dtype` is assigned as it is."""
        return self.offset is None and self.convert is None and self.dtype == dtype

    def part_of(self, value: Any) -> Any:
        """What of the key's `value` belongs to the variable."""
        if self.offset is not None:
            shape = self.shape or ()
            value = value[tuple(slice(o, o + n) for o, n in zip(self.offset, shape, strict=True))]
        if self.convert is not None:
            value = self.convert(value)
        wide = self.dtype.as_numpy_dtype
        return value if self.dtype == tf.string or value.dtype == wide else value.astype(wide)

    def takes(self, dtype: tf.DType, cast: bool = False) -> bool:
        """Whether a value of `dtype` is the variable's, or can be widened to it without any loss.

        With `cast`, whether it may be rounded to it: a floating-point number to another.
        """
        widened = dtype in _HALF and self.dtype in (tf.float32, tf.float64)
        rounded = cast and dtype.is_floating and self.dtype.is_floating
        return self.dtype == dtype or widened or rounded


def targets(
    variables: Mapping[str, Any],
    shapes: Mapping[str, Sequence[int]],
    key_of: Callable[[str], str] = str,
    averages: bool = False,
) -> list[Target]:
    """The restore plan: for every variable its key, with the shards of partitioned variables placed.

    A TF1 Saver writes the shards ``v/part_0``, ``v/part_1``, ... as one key ``v`` of the full shape.

    Args:
        variables: TF1 name -> variable.
        shapes: checkpoint key -> shape.
        key_of: what the checkpoint calls a variable of this name.
        averages: take a variable's moving average, where there is one.
    """

    def held_at(key: str) -> str | None:
        average = average_of(key, shapes) if averages else None
        return average or (key if key in shapes else None)

    keys: dict[str, str] = {}
    groups: dict[str, list[tuple[int, str]]] = {}
    for name in variables:
        wanted = key_of(name)
        match = PART.match(wanted)
        whole = held_at(match.group(1)) if match and held_at(wanted) is None else None
        if match and whole is not None:
            groups.setdefault(whole, []).append((int(match.group(2)), name))
            keys[name] = whole
        else:
            keys[name] = held_at(wanted) or wanted
    offsets: dict[str, tuple[int, ...]] = {}
    for key, parts in groups.items():
        ordered = [name for _, name in sorted(parts)]
        axis = _partition_axis([tuple(variables[n].shape) for n in ordered], tuple(shapes[key]))
        if axis is None:
            continue  # they do not add up to the key: left whole, so reported as mismatched
        start = 0
        for name in ordered:
            offset = [0] * len(shapes[key])
            offset[axis] = start
            offsets[name] = tuple(offset)
            start += int(variables[name].shape[axis])
    return [
        Target(name, keys[name], variable, offsets.get(name))
        for name, variable in variables.items()
    ]


def _partition_axis(parts: Sequence[tuple[int, ...]], full: tuple[int, ...]) -> int | None:
    """The axis along which `parts` add up to `full`, if they do."""
    for axis in range(len(full)):
        rest_equal = all(
            len(p) == len(full) and p[:axis] + p[axis + 1 :] == full[:axis] + full[axis + 1 :]
            for p in parts
        )
        if rest_equal and sum(p[axis] for p in parts) == full[axis]:
            return axis
    return None


# What TF1's Saver wrote beside the `opaque_kernel` of its cuDNN layers (:mod:`migrate.checkpoint.cudnn`).
_CUDNN_CELL = re.compile(
    r"\b(rnn/multi_rnn_cell|stack_bidirectional_rnn)/cell_\d+/(bidirectional_rnn/(fw|bw)/)?"
    r"(cudnn_compatible_(lstm|gru)_cell|basic_rnn_cell)/"
)
_OPAQUE = "opaque_kernel"


def why_missing(name: str, keys: Mapping[str, Any]) -> str:
    """Why the weight of a cuDNN layer, or its slot, is not in a checkpoint that has its `opaque_kernel`; else empty.

    A TF1 Saver that is given a `var_list` writes the variable, and not what TF1 registers for it to be saved with. How
    cuDNN orders the weights in it is its own affair, of one version and one kind of GPU.
    """
    opaque = [key for key in keys if key.rpartition("/")[2] == _OPAQUE]
    cell = _CUDNN_CELL.search(name)
    if not opaque or cell is None:
        return ""
    scope = name[: cell.start()]
    key = next((k for k in opaque if scope and k.startswith(scope)), opaque[0])
    slot = _SLOT.match(name)
    if slot and any(other.startswith(f"{key}/") for other in keys):
        return (
            f"TF1 kept this slot in that of {key!r}, in cuDNN's order and for two biases where the cell has one: it cannot "
            "be split. Restore without optimizer=, and let the slots of these weights begin anew"
        )
    if slot or any(_CUDNN_CELL.search(k) for k in keys):
        return ""
    return (
        f"{key!r} alone holds the weights, in an order that only cuDNN knows. In TF 1.15, on a GPU: "
        "tf.train.Saver(tf.global_variables()).restore(...), then tf.train.Saver().save(...), which writes them cell by cell"
    )


def training_state(key: str, keys: Mapping[str, Any]) -> str:
    """What a key that no variable took is, when it belongs to training only; else empty."""
    slot = _SLOT.match(key)
    if slot and (slot.group(1) in keys or PART.match(slot.group(1))):
        average = slot.group(2).startswith("ExponentialMovingAverage")
        return f"{'moving average' if average else 'optimizer slot'} of {slot.group(1)}"
    if key.rpartition("/")[2] == _OPAQUE and any(_CUDNN_CELL.search(k) for k in keys):
        return "cuDNN's copy of the weights of its cells"
    return "training progress" if _STEP.search(key) else ""


def suggestion(
    name: str, shape: Sequence[int] | None, candidates: Mapping[str, Sequence[int]]
) -> str:
    """The candidate that `name` was probably meant to be: of equal shape, and alike or the only one; else empty."""
    fitting = [k for k, s in candidates.items() if shape is None or tuple(s) == tuple(shape)]
    close = difflib.get_close_matches(name, fitting, n=1, cutoff=0.6)
    if close:
        return close[0]
    return fitting[0] if len(fitting) == 1 and shape is not None and len(shape) > 1 else ""

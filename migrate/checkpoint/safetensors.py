"""The safetensors format: the length of a JSON header, the header, the values. Reads and writes one value at a time.

https://github.com/huggingface/safetensors: little-endian throughout, offsets relative to the end of the header.
"""

from __future__ import annotations

import json
import math
import os
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

import numpy as np
import tensorflow as tf

_NAMES = {
    "bool": "BOOL",
    "uint8": "U8",
    "int8": "I8",
    "uint16": "U16",
    "int16": "I16",
    "float16": "F16",
    "bfloat16": "BF16",
    "uint32": "U32",
    "int32": "I32",
    "float32": "F32",
    "uint64": "U64",
    "int64": "I64",
    "float64": "F64",
}
_DTYPES = {name: dtype for dtype, name in _NAMES.items()}
_MOST = 100_000_000  # bytes of a header: more is refused by the format


def has_place_for(dtype: tf.DType) -> bool:
    """Whether the format has this dtype."""
    return dtype.name in _NAMES


def write(
    file: BinaryIO,
    shapes: Mapping[str, Sequence[int]],
    dtypes: Mapping[str, tf.DType],
    read: Callable[[str], Any],
) -> None:
    """Writes the values of all `shapes`' keys, asking for them one at a time."""
    header: dict[str, Any] = {"__metadata__": {"format": "tf"}}
    start = 0
    for key, shape in shapes.items():
        size = math.prod(shape) * dtypes[key].size
        header[key] = {
            "dtype": _NAMES[dtypes[key].name],
            "shape": list(shape),
            "data_offsets": [start, start + size],
        }
        start += size
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    file.write(struct.pack("<Q", len(text)) + text)
    for key in shapes:
        value = np.ascontiguousarray(read(key))
        if value.dtype.byteorder == ">":
            value = value.astype(value.dtype.newbyteorder("<"))
        file.write(value.tobytes())


def read_all(path: str) -> dict[str, Any]:
    """Every value of a file, as tensors.

    Raises:
        ValueError: it is truncated or something else.
        OSError: it cannot be read.
    """
    size = os.path.getsize(path)
    values = {}
    with open(path, "rb") as file:
        start = file.read(8)
        if len(start) < 8:
            raise ValueError("it has no header")
        (length,) = struct.unpack("<Q", start)
        if length > min(_MOST, size - 8):
            raise ValueError("its header is longer than the file")
        header = json.loads(file.read(length))
        if not isinstance(header, dict):
            raise ValueError("its header is no table")
        for key, row in header.items():
            if key == "__metadata__":
                continue
            dtype = tf.as_dtype(_DTYPES[row["dtype"]])
            begin, end = row["data_offsets"]
            if not 0 <= begin <= end <= size - 8 - length:
                raise ValueError(f"the value of {key!r} lies outside of it")
            if end - begin != math.prod(row["shape"]) * dtype.size:
                raise ValueError(f"the value of {key!r} has another size than its shape says")
            file.seek(8 + length + begin)
            array = np.frombuffer(file.read(end - begin), dtype.as_numpy_dtype)
            values[key] = tf.constant(array.reshape(row["shape"]))
    return values

"""How many bytes an index says that each data file of its checkpoint has.

Its records are protocol buffers (TensorFlow, core/protobuf/tensor_bundle.proto).
"""

from __future__ import annotations

from migrate.checkpoint.index import entries, varint

_SHARDS = 1  # of the record of the whole
_SHARD, _OFFSET, _SIZE = 3, 4, 5  # of one value


def data_sizes(index: bytes) -> dict[str, int]:
    """The end of each data file's name -> the bytes that it has at least.

    Raises:
        DamagedIndex: the index cannot be read.
    """
    shards, needed = 1, dict[int, int]()
    for key, record in entries(index):
        fields = _numbers(record)
        if not key:
            shards = fields.get(_SHARDS, 1)
        elif fields.get(_SIZE):
            shard, end = fields.get(_SHARD, 0), fields.get(_OFFSET, 0) + fields[_SIZE]
            needed[shard] = max(end, needed.get(shard, 0))
    return {f".data-{n:05}-of-{shards:05}": size for n, size in sorted(needed.items())}


def _numbers(record: bytes) -> dict[int, int]:
    """The fields of a protocol buffer that are whole numbers."""
    found: dict[int, int] = {}
    position = 0
    while position < len(record):
        tag, position = varint(record, position)
        kind = tag & 7
        if kind == 0:
            found[tag >> 3], position = varint(record, position)
        elif kind == 2:
            length, position = varint(record, position)
            position += length
        else:
            position += {1: 8, 5: 4}[kind]
    return found

"""Checks a checkpoint's index file as a whole.

TensorFlow's reader ends a listing at the first damaged block of the index, without an error: the keys behind it are
just not there. So every block's checksum is verified before a listing is believed. The format is LevelDB's table
(TensorFlow, core/lib/io/table_builder.cc and format.cc): blocks, each followed by a type byte and a checksum, a
block that lists them, and a footer that says where that one is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FOOTER = 48
_MAGIC = struct.pack("<Q", 0xDB4775248B80FB57)
_TRAILER = 5  # type, checksum
_MASK_DELTA = 0xA282EAD8


class DamagedIndex(ValueError):
    """The index is truncated or corrupt."""


def check_index(data: bytes) -> None:
    """Verifies every block of an index file.

    Raises:
        DamagedIndex: it is not as it was written.
    """
    if len(data) < _FOOTER or data[-8:] != _MAGIC:
        raise DamagedIndex("it does not end as an index does")
    try:
        meta, _ = _handle(data, len(data) - _FOOTER)
        _block(data, *meta)
        for block in _blocks(data):
            _block(data, *block)
    except IndexError as error:
        raise DamagedIndex("a block lies outside of it") from error


def entries(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The keys of an index that was verified, and the record of each; the first, without a name, is of the whole."""
    for start, size in _blocks(data):
        if data[start + size]:  # compressed, as nothing that TensorFlow writes
            raise DamagedIndex(f"the block at byte {start} is compressed")
        yield from _records(data[start : start + size])


def _blocks(data: bytes) -> Iterator[tuple[int, int]]:
    """The places (start, size) of the blocks with keys."""
    _, position = _handle(data, len(data) - _FOOTER)
    listing, _ = _handle(data, position)
    for _, value in _records(_block(data, *listing)):
        yield _handle(value, 0)[0]


def _block(data: bytes, start: int, size: int) -> bytes:
    """The contents of a block."""
    end = start + size
    if end + _TRAILER > len(data) - _FOOTER:
        raise DamagedIndex("a block lies outside of it")
    (masked,) = struct.unpack_from("<I", data, end + 1)
    rotated = (masked - _MASK_DELTA) & 0xFFFFFFFF
    expected = (rotated >> 17 | rotated << 15) & 0xFFFFFFFF
    if crc32c(data[start : end + 1]) != expected:
        raise DamagedIndex(f"the block at byte {start} has a wrong checksum")
    return data[start:end]


def _records(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The keys and values of a block; a key says only what differs from the one before it."""
    (restarts,) = struct.unpack_from("<I", block, len(block) - 4)
    end = len(block) - 4 * (restarts + 1)
    key, position = b"", 0
    while position < end:
        shared, position = varint(block, position)
        unshared, position = varint(block, position)
        length, position = varint(block, position)
        value = position + unshared
        key = key[:shared] + block[position:value]
        yield key, block[value : value + length]
        position = value + length


def _handle(data: bytes, position: int) -> tuple[tuple[int, int], int]:
    start, position = varint(data, position)
    size, position = varint(data, position)
    return (start, size), position


def varint(data: bytes, position: int) -> tuple[int, int]:
    """A number of variable length, and the position behind it."""
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7


def _table() -> tuple[int, ...]:
    rows = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
        rows.append(crc)
    return tuple(rows)


_TABLE = _table()


def crc32c(data: bytes) -> int:
    """The Castagnoli checksum of `data`."""
    crc = 0xFFFFFFFF
    table = _TABLE
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF

"""The index is checked as a whole: TensorFlow's own listing just stops at a damaged block."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import tensorflow as tf

from migrate.checkpoint import CheckpointUnreadable, Reader
from migrate.checkpoint.data_files import data_sizes
from migrate.checkpoint.index import DamagedIndex, check_index, crc32c

Prefix = Callable[[str], str]
NAMES = [f"a/rather/long/scope/of/layer_{i:05d}/attention/self/query/kernel" for i in range(6000)]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A checkpoint whose index has several blocks."""
    prefix = str(tmp_path_factory.mktemp("large") / "model.ckpt")
    tf.raw_ops.SaveV2(
        prefix=prefix,
        tensor_names=NAMES,
        shape_and_slices=[""] * len(NAMES),
        tensors=[tf.constant(0.0)] * len(NAMES),
    )
    return prefix


def test_the_checksum() -> None:
    """The check value of CRC-32C (RFC 3720, appendix B.4)."""
    assert crc32c(b"123456789") == 0xE3069283
    assert crc32c(bytes(32)) == 0x8A9136AA


def test_an_index_of_several_blocks_reads(large: str) -> None:
    assert list(Reader(large).shapes) == NAMES


def test_what_the_index_says_of_data_files(large: str, prefix: Prefix) -> None:
    for path in (large, *map(prefix, ("partitioned", "conv_batchnorm", "rnn_dynamic"))):
        found = data_sizes(Path(f"{path}.index").read_bytes())
        assert {name: Path(path + name).stat().st_size for name in found} == found
        assert found
        Reader(path).check_data()


def test_data_files_of_several_writers(tmp_path: Path) -> None:
    parts = [str(tmp_path / f"part_{n}") for n in range(2)]
    for n, part in enumerate(parts):
        value = tf.fill([n + 3, 2], 1.0)
        tf.raw_ops.SaveV2(prefix=part, tensor_names=[part], shape_and_slices=[""], tensors=[value])
    merged = str(tmp_path / "model.ckpt")
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=parts, destination_prefix=merged)
    assert data_sizes(Path(f"{merged}.index").read_bytes()) == {
        ".data-00000-of-00002": 24,
        ".data-00001-of-00002": 32,
    }
    Reader(merged).check_data()
    Path(f"{merged}.data-00001-of-00002").unlink()
    with pytest.raises(CheckpointUnreadable, match="data-00001-of-00002: there is no such file"):
        Reader(merged).check_data()


def test_a_damaged_block_is_not_the_end_of_the_list(large: str, tmp_path: Path) -> None:
    prefix = tmp_path / "model.ckpt"
    shutil.copy(f"{large}.data-00000-of-00001", f"{prefix}.data-00000-of-00001")
    data = bytearray(Path(f"{large}.index").read_bytes())
    data[len(data) // 2] ^= 1
    Path(f"{prefix}.index").write_bytes(bytes(data))
    # This is why the check is there: part of the keys, and no error.
    assert 0 < len(tf.train.list_variables(str(prefix))) < len(NAMES)
    with pytest.raises(
        CheckpointUnreadable, match=r"model\.ckpt\.index: the block at byte .* has a wrong checksum"
    ):
        Reader(prefix)


def test_every_cut_and_every_flipped_bit_is_noticed(prefix: Prefix) -> None:
    whole = Path(prefix("partitioned") + ".index").read_bytes()
    check_index(whole)
    for size in range(len(whole)):
        with pytest.raises(DamagedIndex):
            check_index(whole[:size])
    rng = random.Random(3)
    padding = range(len(whole) - 48, len(whole) - 8)  # the footer's places, and what fills it up
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << rng.randrange(8)
        if position not in padding:
            with pytest.raises(DamagedIndex):
                check_index(bytes(damaged))

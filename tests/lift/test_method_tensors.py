"""Methods that read tensors of an object: the layer is called with the tensors where it can be, or holds the object."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """
import tensorflow as tf


class Model(object):
    def __init__(self, batch, units, masked):
        self.batch = batch
        self.units = units
        self.masked = masked

    def encode(self, x):
        with tf.variable_scope("encode"):
            {before}
            cell = tf.nn.rnn_cell.GRUCell(self.units)
            {line}
            return outputs


def forward(batch, x):
    return Model(batch, 3, True).encode(x)
"""
RUN = "outputs, _ = tf.nn.dynamic_rnn(cell, x, {lengths}, dtype=tf.float32)"


@pytest.mark.parametrize(
    ("before", "line", "taken"),
    [
        ("pass", RUN.format(lengths="self.batch.lengths"), "lengths=self.batch.lengths"),
        (
            "pass",
            RUN.format(lengths="sequence_length=self.batch.lengths"),
            "lengths=self.batch.lengths",
        ),
        ("x += self.batch.more", RUN.format(lengths="self.batch.lengths"), "more=self.batch.more"),
        # What is read under a condition may not be there otherwise.
        (
            "lengths = self.batch.lengths if self.masked else None",
            RUN.format(lengths="lengths"),
            "self.batch",
        ),
        (
            "x = tf.identity(self.batch.x) if self.masked else x",
            RUN.format(lengths="None"),
            "self.batch",
        ),
        ("x = tf.identity(self.batch.x())", RUN.format(lengths="None"), "self.batch"),
        ("x += self.batch[0]", RUN.format(lengths="self.batch.lengths"), "self.batch"),
        # Nothing shows that these are tensors.
        ("x *= self.batch.factor", RUN.format(lengths="None"), "self.batch"),
    ],
)
def test_what_a_layer_is_called_with(tmp_path: Path, before: str, line: str, taken: str) -> None:
    found = Lifted(tmp_path, SOURCE.format(before=before, line=line))
    assert found.tiers["Model.encode"] == "lifted", found.verdicts["Model.encode"]
    method = found.text.partition("def encode(self, x):")[2].partition("def forward")[0]
    assert taken in method
    if taken == "self.batch":
        assert "self.batch." not in method

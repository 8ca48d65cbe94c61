"""The real repositories, when their places are given; see ``python -m tests.real --help``.

MIGRATE_TF1_PYTHON is a Python 3.7 with TensorFlow 1.15, MIGRATE_REAL_REPOS holds NAME=PATH pairs
separated by spaces.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.real.repositories import BY_KEY
from tests.real.roundtrip import roundtrip

TF1_PYTHON = os.environ.get("MIGRATE_TF1_PYTHON")
REPOS = [item.partition("=")[::2] for item in os.environ.get("MIGRATE_REAL_REPOS", "").split()]


@pytest.mark.skipif(
    not (TF1_PYTHON and REPOS), reason="set MIGRATE_TF1_PYTHON and MIGRATE_REAL_REPOS"
)
@pytest.mark.parametrize(("key", "path"), REPOS or [("none", "")])
def test_restores_a_tf1_checkpoint_with_equal_names_and_outputs(key, path, tmp_path):
    result = roundtrip(BY_KEY[key], Path(path), TF1_PYTHON, tmp_path / key)
    assert not result.failed
    assert not result.names
    assert result.equal, f"{result.where}: {result.difference:.2e} of its scale"

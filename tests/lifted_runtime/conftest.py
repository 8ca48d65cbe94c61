"""Makes the program files importable, and gives every test a default store of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "compat_scope"))

import pytest


@pytest.fixture(autouse=True)
def _fresh_store() -> Any:
    from migrate import compat_scope

    compat_scope.reset()
    yield
    compat_scope.reset()

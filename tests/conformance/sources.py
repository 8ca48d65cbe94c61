"""Which of TensorFlow's test files are run, and how each reads the world."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TestFile:
    """One file of a source tree.

    Attributes:
        path: relative to the root of its tree.
        tree: ``tf1`` (TensorFlow 1.15) or ``tf-keras`` (what the former shim was part of).
        graph_program: the tests are those of a graph program: what they ask of ``executing_eagerly()`` is
            answered as in TF 1 graph code in every mode, so that they check names, collections and counters
            there too. The others have branches for eager code, which are run as such.
    """

    path: str
    tree: str = "tf1"
    graph_program: bool = False

    @property
    def name(self) -> str:
        return Path(self.path).name


FILES = (
    TestFile("tensorflow/python/kernel_tests/variable_scope_test.py", graph_program=True),
    TestFile("tensorflow/python/kernel_tests/template_test.py", graph_program=True),
    TestFile("tensorflow/python/kernel_tests/partitioned_variables_test.py"),
    TestFile("tensorflow/python/training/moving_averages_test.py"),
    TestFile("tensorflow/python/training/slot_creator_test.py"),
    TestFile("tensorflow/python/layers/base_test.py"),
    TestFile("tensorflow/python/layers/convolutional_test.py"),
    TestFile("tensorflow/python/layers/core_test.py"),
    TestFile("tensorflow/python/layers/normalization_test.py"),
    TestFile("tensorflow/python/layers/pooling_test.py"),
    TestFile("tensorflow/python/layers/utils_test.py"),
    TestFile("tf_keras/legacy_tf_layers/variable_scope_shim_test.py", "tf-keras"),
)

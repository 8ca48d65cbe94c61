"""`tf.raw_ops`: each operation that the recorded expressions made gives what it gave on TF 1.15.5, from equal inputs."""

from __future__ import annotations

import json

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")
import record_raw_ops  # noqa: E402


def test_bare_operations_compute_the_same():
    data = np.load(record_raw_ops.OUT)
    listed = json.loads(str(data["operations"]))
    wrong = []
    for number, operation in enumerate(listed):
        inputs = [data[f"{number}/in/{i}"] for i in range(operation["inputs"])]
        expected = [data[f"{number}/out/{i}"] for i in range(operation["outputs"])]
        try:
            found = record_raw_ops.run(tf.compat.v1, operation, inputs)
        except Exception as error:
            wrong.append(f"{operation['name']}: {type(error).__name__}: {str(error)[:200]}")
            continue
        for a, b in zip(found, expected, strict=True):
            close = a.dtype.kind in "fc" and np.allclose(a, b, 2e-5, 1e-6, equal_nan=True)
            if a.shape != b.shape or not (close or np.array_equal(a, b)):
                wrong.append(f"{operation['name']}: {a} instead of {b}")
                break
    assert len(listed) > 300
    assert not wrong, f"{len(wrong)} of {len(listed)}:\n" + "\n".join(wrong)

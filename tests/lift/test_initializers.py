"""TF1's initializers in lifted code: Keras' draw from the same distributions as TF 1.15.5's did."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from migrate.__main__ import main
from tests.lift.lifting import Lifted

pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

RECORDED: dict[str, list[float]] = json.loads(
    (Path(__file__).parent / "recorded" / "initializers.json").read_text(encoding="utf-8")
)
FORMS = list(RECORDED)
# Keras' draws depend on the shape in another way.
STAY = ("tf.uniform_unit_scaling_initializer()",)
TENSORS = ("tf.truncated_normal(", "tf.random_", "tf.constant(", "tf.zeros(", "tf.ones(")


def source() -> str:
    lines = ["import tensorflow as tf", ""]
    for index, form in enumerate(FORMS):
        is_tensor = form.startswith(TENSORS) and "initializer" not in form
        shape = "" if is_tensor else "[300, 200], "
        lines += [
            *("", f"def f{index}(x):", f'    with tf.variable_scope("f{index}"):'),
            f'        return x + tf.get_variable("v", {shape}initializer={form})',
            "",
        ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, dict[str, str]]:
    root = tmp_path_factory.mktemp("initializers")
    (root / "src").mkdir()
    (root / "src" / "initializers_of_tf1.py").write_text(source(), encoding="utf-8")
    report = root / "report.json"
    main(
        [
            *(str(root / "src"), "--out", str(root / "out"), "--target", "keras"),
            "--report",
            str(report),
        ]
    )
    sys.path.insert(0, str(root / "out"))
    try:
        module = importlib.import_module("initializers_of_tf1")
    finally:
        sys.path.remove(str(root / "out"))
    verdicts = json.loads(report.read_text(encoding="utf-8"))["files"][0]["verdicts"]
    return module, {v["qualname"]: v["tier"] for v in verdicts}


def test_all_but_the_known_ones_are_lifted(migrated: tuple[ModuleType, dict[str, str]]) -> None:
    _, tiers = migrated
    stayed = [form for i, form in enumerate(FORMS) if tiers[f"f{i}"] != "lifted"]
    assert stayed == list(STAY)


@pytest.mark.parametrize("form", [f for f in FORMS if f not in STAY])
def test_draws_what_tf1_drew(form: str, migrated: tuple[ModuleType, dict[str, str]]) -> None:
    module, _ = migrated
    keras.utils.set_random_seed(1 + FORMS.index(form))  # the largest of many draws varies
    layer = getattr(module, f"F{FORMS.index(form)}")()
    layer(np.zeros([300, 200], np.float32))
    drawn = np.asarray(layer.weights[0], np.float64)
    mean, deviation, largest = RECORDED[form]
    assert drawn.shape == (300, 200)
    assert drawn.mean() == pytest.approx(mean, abs=deviation / 40 + 1e-6)
    assert drawn.std() == pytest.approx(deviation, rel=0.02, abs=1e-7)
    bounded = largest < 2.5 * deviation or deviation == 0
    assert np.abs(drawn).max() == pytest.approx(largest, rel=0.02 if bounded else 0.35)


@pytest.mark.parametrize(
    ("value", "tier"),
    [
        ("np.linspace(-1, 1, 12)", "shimmed"),
        ("np.arange(12).reshape([4, 3]).ravel()", "shimmed"),
        ("np.zeros([4, 3])", "lifted"),
        ("0.5", "lifted"),
    ],
)
def test_a_row_of_numbers_fills_the_shape_in_order(value: str, tier: str, tmp_path: Path) -> None:
    text = (
        "import numpy as np\nimport tensorflow as tf\n\n\ndef f(x):\n"
        f'    w = tf.get_variable("w", [4, 3], initializer=tf.constant_initializer({value}))\n'
        "    return tf.matmul(x, w)\n"
    )
    assert Lifted(tmp_path, text).tiers == {"f": tier}

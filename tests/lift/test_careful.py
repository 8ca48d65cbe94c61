"""A mistake of the tool costs what it hits: the other functions and files are migrated all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.lift.search import attempt, search
from migrate.outcomes import FileOutcome, Status
from migrate.pipeline import run
from migrate.worker import Worker

MODEL = """
import tensorflow as tf


def dense(x, units, scope):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [4, units]))


class Model(object):
    def __init__(self, x):
        self.out = dense(x, 3, "one")
"""


def outcomes(tmp_path: Path, **texts: str) -> dict[str, FileOutcome]:
    for name, text in texts.items():
        (tmp_path / f"{name}.py").write_text(text)
    entries = discover([tmp_path], Config())
    found = run(entries, Config(target="keras"), 1).outcomes
    return {Path(o.relpath).stem: o for o in found}


def tiers(outcome: FileOutcome) -> dict[str, str]:
    return {v.qualname: v.tier.value for v in outcome.verdicts if v.kind != "class"}


def raising(*given: object, **settings: object) -> None:
    raise KeyError("a mistake of ours")


def test_what_prepares_classes_fails_functions_lift_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "splits", raising)
    model = outcomes(tmp_path, model=MODEL)["model"]
    assert model.status is Status.CHANGED
    assert tiers(model) == {"dense": "lifted", "Model.__init__": "shimmed"}
    (init,) = (v for v in model.verdicts if v.qualname == "Model.__init__")
    assert init.reasons[0].code == "TF315"
    assert "KeyError at test_careful.py" in init.reasons[0].message


def test_planning_fails_altogether_everything_stays_on_the_shim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt, "plan_tree", raising)
    model = outcomes(tmp_path, model=MODEL)["model"]
    assert model.status is Status.CHANGED
    assert set(tiers(model).values()) == {"shimmed"}
    assert {v.reasons[0].code for v in model.verdicts if v.kind != "class"} == {"TF315"}
    assert b"compat_scope.variable_scope" in (model.after or b"")


@pytest.mark.parametrize("stage", ["_read", "_candidate", "rules_for"])
def test_a_file_that_fails_does_not_stop_the_others(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(Worker, stage)
    calls: list[int] = []

    def sometimes(*given: object) -> object:
        calls.append(1)
        return raising() if len(calls) == 1 else right(*given)

    monkeypatch.setattr(Worker, stage, sometimes)
    passed_on = "from model import tf\n\nx = tf.placeholder(tf.float32)\n"
    found = outcomes(tmp_path, a=MODEL, model=MODEL, user=passed_on)
    failed = [o for o in found.values() if o.status is Status.FAILED]
    assert len(failed) == 1
    assert failed[0].reason.startswith("internal error: KeyError at test_careful.py")
    assert failed[0].after is None
    assert sum(o.status is Status.CHANGED for o in found.values()) == 2


def test_a_helper_that_cannot_run_on_a_shape_is_no_shape_helper(tmp_path: Path) -> None:
    text = """
import tensorflow as tf


def pairs(x, names=None):
    for i, name in enumerate(names):
        x = x + i
    return x


def net(x):
    with tf.variable_scope("net"):
        return tf.layers.dense(pairs(x, ["a"]), 3, name="d")
"""
    assert tiers(outcomes(tmp_path, model=text)["model"])["net"] == "lifted"


def test_a_helper_that_counts_very_far_is_no_shape_helper(tmp_path: Path) -> None:
    text = """
import tensorflow as tf


def slow(x, n=1000000000000):
    return [x.shape[0] for _ in range(n)]


def net(x):
    with tf.variable_scope("net"):
        n = slow(x)[0]
        return tf.layers.dense(x, 3, name="d")
"""
    assert outcomes(tmp_path, model=text)["model"].status is Status.CHANGED


COPIES = """
import os

import tensorflow as tf


def dense(x, units, scope):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [4, units]))


class Monitor(object):
    def __init__(self, x, folder, units):
        self.folder = folder; self.units = units
        try:
            os.makedirs(self.folder)
        except OSError:
            pass

        with tf.variable_scope("monitor"):
            self.out = dense(x, self.units, "one")
        self.x = x
"""


def test_a_builder_keeps_the_pass_of_its_own_statements(tmp_path: Path) -> None:
    model = outcomes(tmp_path, model=COPIES)["model"]
    assert model.status is Status.CHANGED
    assert all(r.code != "TF315" for v in model.verdicts for r in v.reasons)

"""``--target module``: golden cases with `tf.Module`s in place of its scoped functions, against the same recordings.

What becomes a module is checked as the Keras layers are (``lifted.py``), alone and called by `get_layer` in a graph;
what stays on the shim runs in the modes of its case.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .cases import GOLDEN, Case, changing_cases, migrate, read_tree, verdicts
from .runtime import Outcome, Runs, TF1Reference

pytest.importorskip("tensorflow")

RECORDED = ("case.toml", "checkpoint", "names.json", "recorded.npz", "stdout.txt", "back")
MODULES = GOLDEN / "modules.json"
# Beside those of lifting: whole models and idioms of sharing.
MORE = frozenset(
    [
        "actor_critic",
        "attention_block",
        "attention_decoder",
        "auto_reuse",
        "class_model",
        "constant_scopes",
        "gpt_style",
        "graph_convolution",
        "image_to_image",
        "layer_loop",
        "loops_and_branches",
        "reuse_true",
        "scope_or_default",
        "scope_parameter",
        "tied_embeddings",
        "unnamed_layers",
        "variable_factory",
    ]
)
CASES = [c for c in changing_cases() if c.target == "keras" or c.name in MORE]
each = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


class AsModules:
    """The cases, migrated with ``--target module`` beside their recordings."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._made: dict[str, tuple[Case, tuple[str, ...]]] = {}

    def case(self, case: Case) -> tuple[Case, tuple[str, ...]]:
        """The case in another place, and the modes it runs in there."""
        if case.name not in self._made:
            self._made[case.name] = self._make(case)
        return self._made[case.name]

    def _make(self, case: Case) -> tuple[Case, tuple[str, ...]]:
        place = self._place / case.name
        place.mkdir(parents=True)
        for name in RECORDED:
            if (case.path / name).exists():
                (place / name).symlink_to(case.path / name)
        done = migrate(case.src, self._place / f"{case.name}.out", "module")
        assert done.status == 0, done.output
        shutil.copytree(done.tree, place / "expected")
        (place / "report.json").write_text(json.dumps(done.report), encoding="utf-8")
        settings = case.settings()
        verdict = verdicts(done.report).get(str(settings.get("entry")), {})
        lifted = verdict.get("tier") == "lifted" and "class_name" in verdict
        modes = tuple(m for m in case.modes() if not m.startswith("lifted"))
        if "script" not in settings and not modes:
            modes = tuple(settings.get("modes", ("eager", "graph")))
        return Case(place), ("lifted", "lifted_graph") if lifted else modes


@pytest.fixture(scope="module")
def as_modules(tmp_path_factory: pytest.TempPathFactory) -> AsModules:
    return AsModules(tmp_path_factory.mktemp("modules"))


@pytest.fixture(scope="module")
def runs(
    request: pytest.FixtureRequest,
    as_modules: AsModules,
    tmp_path_factory: pytest.TempPathFactory,
) -> Runs:
    calls = (getattr(item, "callspec", None) for item in request.session.items)
    given = (call.params.get("case") for call in calls if call is not None)
    chosen = {str(one.path) for one in given if isinstance(one, Case)}
    cases = [as_modules.case(c) for c in CASES if str(c.path) in chosen]
    wanted = [(c, mode) for c, modes in cases for mode in modes]
    return Runs(wanted, tmp_path_factory.mktemp("runs"))


@each
def test_as_in_tf1(
    case: Case, as_modules: AsModules, runs: Runs, tf1_reference: TF1Reference
) -> None:
    moved, modes = as_modules.case(case)
    outcomes: dict[str, Outcome] = {mode: runs.outcome(moved, mode) for mode in modes}
    failures = {
        f"{mode}: {check}": text
        for mode, outcome in outcomes.items()
        for check, text in outcome.all_failures(moved, tf1_reference).items()
    }
    assert not failures, "\n".join(f"{check}:\n{text}" for check, text in failures.items())


@each
def test_lifted(case: Case, as_modules: AsModules, pytestconfig: pytest.Config) -> None:
    """What ``golden/modules.json`` says becomes a module: of what becomes a layer (`lifts`) or does not yet (`wants`), as much as
    there was.
    """
    moved, _ = as_modules.case(case)
    found = verdicts(json.loads((moved.path / "report.json").read_text(encoding="utf-8")))
    named = (*case.lifts, *case.wants)
    lifted = {name for name in named if found.get(name, {}).get("tier") == "lifted"}
    listed = json.loads(MODULES.read_text(encoding="utf-8"))
    if pytestconfig.getoption("--update-sources", False):
        listed[case.name] = sorted(lifted)
        kept = {name: names for name, names in sorted(listed.items()) if names}
        MODULES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    assert not set(listed.get(case.name, ())) - lifted


@each
def test_no_keras_of_its_own(case: Case, as_modules: AsModules) -> None:
    """Nothing of Keras but what the source had."""
    moved, _ = as_modules.case(case)
    before = read_tree(case.src)
    for path, data in read_tree(moved.expected).items():
        if path in before and b"keras" not in before[path]:
            assert b"keras" not in data, path

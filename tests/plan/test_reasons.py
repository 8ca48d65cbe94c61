"""The reason of what stays has a known code, a line of the function, and speaks of what is written there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrate import report
from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run

from .reason_faults import Written, faults, files

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent.name for path in (ROOT / "golden").glob("lift_*/report.json"))
TRAPS = (
    *("called_found", "decorated_scope_initializer", "exec_name"),
    *("filled_names_between", "later_in_lists", "loop_variable_after", "outlined_scope_names"),
    *("scope_reentered_by_alias", "two_managers", "unnamed_reentered"),
)


@pytest.mark.parametrize("name", CASES)
def test_reasons_of_golden_cases(name: str) -> None:
    case = ROOT / "golden" / name
    said = json.loads((case / "report.json").read_text(encoding="utf-8"))
    written = Written(files(said, case / "expected"), files(said, case / "src"))
    assert not list(faults(said, written))


@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("target", ["keras", "module"])
def test_reasons_of_traps(name: str, target: str, tmp_path: Path) -> None:
    path = ROOT / "tests" / "lift" / "traps" / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    (tmp_path / "trap.py").write_text(text, encoding="utf-8")
    outcomes = run(discover([tmp_path], Config()), Config(target=target), 1).outcomes
    said = report.build([("trap.py", one) for one in outcomes], target)
    written = (outcomes[0].after or outcomes[0].before).decode()
    assert not list(faults(said, Written({"trap.py": written}, {"trap.py": text})))


def test_what_is_wrong_is_seen() -> None:
    text = "def f(x):\n    return g(x)\n\n\ndef g(x):\n    return x\n"

    def wrong(code: str, line: int, message: str) -> list[str]:
        reason = {"code": code, "line": line, "message": message}
        verdict = {"tier": "shimmed", "qualname": "f", "reasons": [reason]}
        said = {"files": [{"path": "m.py", "verdicts": [verdict]}]}
        return list(faults(said, Written({"m.py": text}, {})))

    assert not wrong("TF314", 2, "calls `g(x)` (line 6: returns `x`)")
    assert wrong("TF999", 2, "calls `g(x)`")
    assert wrong("TF314", 0, "calls `g(x)`")
    assert wrong("TF314", 90, "calls `g(x)`")
    assert wrong("TF314", 6, "has no words")
    assert wrong("TF314", 2, "calls `h(x)`")
    assert wrong("TF314", 2, "`f.<locals>.inner` is called")
    assert wrong("TF314", 2, "calls `g(x)` (`g`, other.py, line 6: returns `x`)")
    assert wrong("TF314", 2, "calls `g(x)` (line 6: returns `tf1_count`)")

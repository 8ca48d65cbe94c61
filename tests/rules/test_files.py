"""The rule files: all load, the generated ones are current, the diagnostics are complete."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.rulebook import load_toml as load

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "rules"
FILES = sorted(RULES.rglob("*.toml"))
OTHER = (
    "diagnostics.toml",
    "lift.toml",
    "lift_module.toml",
    "shared.toml",
    "signatures.toml",
    "variables.toml",
)
CURATED = [p for p in sorted(RULES.glob("*.toml")) if p.name not in OTHER]


def test_every_file_is_toml():
    assert len(FILES) > 200
    for path in FILES:
        load(path)


def test_generated_files_are_what_the_generator_makes():
    command = [sys.executable, str(ROOT / "tests" / "oracle" / "make_rules.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run tests/oracle/make_rules.py: {done.stderr}"


def test_files_stay_small():
    # One file is read per namespace that a program uses; parsing 30 kB takes about 3 ms.
    assert max(p.stat().st_size for p in (RULES / "api").glob("*.toml")) < 30_000
    assert sum(p.stat().st_size for p in CURATED) < 150_000


@pytest.mark.parametrize("code", sorted(load(RULES / "diagnostics.toml")))
def test_diagnostic_pages_are_complete(code):
    entry = load(RULES / "diagnostics.toml")[code]
    assert re.fullmatch(r"TF[1-9]\d\d", code)
    assert set(entry) == {"title", "severity", "advice", "explanation"}
    assert entry["severity"] in ("error", "warning", "note")
    assert entry["title"] and not entry["title"].endswith(".")
    assert entry["advice"].endswith(".")
    assert len(entry["explanation"].split()) >= 25


def test_rules_only_use_codes_that_are_explained():
    known = set(load(RULES / "diagnostics.toml"))
    for path in CURATED:
        data = load(path)
        for table in ("flag", "below", "call", "replace"):
            for symbol, entry in data.get(table, {}).items():
                code = entry.get("code")
                assert code is None or code in known, f"{path.name}: {symbol}: {code}"


def test_codes_in_the_program_are_explained():
    known = set(load(RULES / "diagnostics.toml"))
    used = set()
    for path in (ROOT / "migrate").rglob("*.py"):
        used |= set(re.findall(r'"(TF\d{3})"', path.read_text(encoding="utf-8")))
    assert used, "no codes found: this test looks for them in the wrong way"
    assert used <= known, sorted(used - known)


def test_curated_symbols_are_spelled_once():
    seen: dict[str, str] = {}
    for path in CURATED:
        data = load(path)
        for table in ("rename", "call", "replace", "flag"):
            for symbol in data.get(table, {}):
                assert symbol not in seen, f"{symbol} in {path.name} and {seen[symbol]}"
                seen[symbol] = path.name

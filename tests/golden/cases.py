"""The golden cases on disk, and migrating one of them."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "golden"
UNCHANGED = GOLDEN / "unchanged"


@lru_cache(maxsize=1)
def recorder() -> ModuleType:
    """The recorder, ``tests/oracle/record_case.py``: what it writes is read with its own functions."""
    path = ROOT / "tests" / "oracle" / "record_case.py"
    spec = importlib.util.spec_from_file_location("record_case", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Case:
    """One directory of ``golden/``: TF1 sources and all that TF 1.15.5 and the tool made of them."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(GOLDEN).as_posix()

    @property
    def src(self) -> Path:
        return self.path / "src"

    @property
    def expected(self) -> Path:
        return self.path / "expected"

    @property
    def checkpoint(self) -> Path:
        return self.path / "checkpoint" / "model.ckpt"

    @property
    def target(self) -> str:
        """What scoped code of the case becomes: ``shim`` or ``keras``."""
        return str(self.settings().get("target", "shim"))

    @property
    def lifts(self) -> tuple[str, ...]:
        """The ``module:qualname`` of what must become a layer."""
        return tuple(self.settings().get("lifts", ()))

    @property
    def wants(self) -> tuple[str, ...]:
        """What a reader would lift and the tool does not."""
        return tuple(self.settings().get("wants", ()))

    @property
    def stays(self) -> dict[str, str]:
        """The ``module:qualname`` of what must not become a layer, and the code that says why."""
        return dict(self.settings().get("stays", {}))

    @property
    def entry_is_lifted(self) -> bool:
        return self.settings().get("entry") in self.lifts

    def settings(self) -> dict[str, Any]:
        """The tables of ``case.toml``."""
        tables: dict[str, Any] = recorder().read_case(str(self.path / "case.toml"))
        return tables

    def modes(self) -> tuple[str, ...]:
        """In which ways the migrated code is run."""
        settings = self.settings()
        if "script" in settings:
            return ("script",)
        if self.entry_is_lifted:
            return ("lifted", "lifted_graph")
        if settings.get("mode") == "graph":
            return ("graph", "program") if "program" in settings else ("graph",)
        return tuple(settings.get("modes", ("eager", "deferred", "function", "graph")))


def changing_cases() -> list[Case]:
    """The cases the tool must change, by name."""
    return [Case(p.parent) for p in sorted(GOLDEN.glob("*/case.toml"))]


def unchanged_cases() -> list[Case]:
    """The cases the tool must leave as they are, by name."""
    return [Case(p.parent) for p in sorted(UNCHANGED.glob("*/src"))]


@dataclass(frozen=True)
class Migration:
    """What one run of the command did."""

    status: int
    tree: Path
    report: dict[str, Any]
    output: str


def migrate(src: Path, out: Path, target: str | None = "shim") -> Migration:
    """Runs ``python -m migrate SRC --out OUT --report ... --target TARGET`` in this process.

    With ``target=None`` the command is left to its own default.
    """
    from migrate.__main__ import main

    report = out.parent / (out.name + ".json")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        places = [str(src), "--out", str(out), "--report", str(report)]
        choice = ["--target", target] if target is not None else []
        status = main([*places, *choice, "--jobs", "1"])
    text = report.read_text(encoding="utf-8") if report.exists() else "{}"
    return Migration(status, out, stable_report(json.loads(text)), printed.getvalue())


def verdicts(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The verdicts of a report by ``module:qualname``."""
    found = {}
    for file in report["files"]:
        module = file["path"].removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for verdict in file["verdicts"]:
            found[f"{module}:{verdict['qualname']}"] = verdict
    return found


def stable_report(report: dict[str, Any]) -> dict[str, Any]:
    """The report without the version of the tool."""
    return {key: value for key, value in report.items() if key != "tool"}


def read_tree(root: Path) -> dict[str, bytes]:
    """Every file under `root` by its relative path, caches left out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }

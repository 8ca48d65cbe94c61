"""Migrates one module with ``--target keras`` or another and imports what comes out."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from migrate.__main__ import main


class Lifted:
    """One migrated module.

    Attributes:
        text: its text.
        verdicts: the verdict on each scoped function, by name.
    """

    def __init__(self, root: Path, source: str, target: str = "keras") -> None:
        (root / "src").mkdir(parents=True)
        (root / "src" / "model.py").write_text(source, encoding="utf-8")
        places = [str(root / "src"), "--out", str(root / "out"), "--report", str(root / "r.json")]
        assert main([*places, "--target", target, "--jobs", "1"]) == 0
        self._path = root / "out" / "model.py"
        self.text = self._path.read_text(encoding="utf-8")
        report = json.loads((root / "r.json").read_text(encoding="utf-8"))
        self.verdicts: dict[str, dict[str, Any]] = {
            v["qualname"]: v for v in report["files"][0]["verdicts"]
        }

    @property
    def tiers(self) -> dict[str, str]:
        return {name: verdict["tier"] for name, verdict in self.verdicts.items()}

    @property
    def codes(self) -> dict[str, list[str]]:
        return {n: [r["code"] for r in v["reasons"]] for n, v in self.verdicts.items()}

    def module(self) -> ModuleType:
        spec = importlib.util.spec_from_file_location("lifted_model", self._path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

"""The JSON report follows its schema, and is the same wherever it is made."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import migrate
from migrate import report
from migrate.diagnostics import Diagnostic, Severity
from migrate.outcomes import (
    FileOutcome,
    Mode,
    ModeDecision,
    Reason,
    Status,
    Tier,
    VariableInfo,
    Verdict,
)

SCHEMA = json.loads((Path(migrate.__file__).parent / "report_schema.json").read_text())

OUTCOME = FileOutcome(
    "pkg/m.py",
    Status.CHANGED,
    before=b"1",
    after=b"2",
    mode=ModeDecision(Mode.GRAPH, "tf.Session", 9),
    verdicts=(
        Verdict(
            *("Net.build", "method", 3, Tier.SHIMMED),
            reasons=(Reason("TF302", "scope name unknown", 4),),
            scopes=("net/{name}",),
            variables=(
                VariableInfo("net/{name}/w", "tf.get_variable", 5, "[n, 2]", None, "False"),
            ),
            calls=("dense",),
            callers_write="Net.build(x)",
        ),
        Verdict("f", "function", 30, Tier.FLAGGED, is_driver=True),
    ),
    diagnostics=(
        Diagnostic(7, 2, "TF106", "later", "Compare.", Severity.WARNING),
        Diagnostic(1, 1, "TF101", "first", "Replace.", Severity.ERROR),
    ),
)


def test_every_member_is_documented_and_filled():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    failed = FileOutcome("bad.py", Status.FAILED, "syntax error")
    built = report.build([("pkg/m.py", OUTCOME), ("bad.py", failed)], "shim")
    jsonschema.validate(built, SCHEMA)
    assert [file["path"] for file in built["files"]] == ["bad.py", "pkg/m.py"]
    assert built["totals"] == {
        "files": {"changed": 1, "unchanged": 0, "skipped": 0, "failed": 1},
        "functions": {"lifted": 0, "shimmed": 1, "flagged": 1},
        "drivers": {"lifted": 0, "shimmed": 0, "flagged": 1},
        "diagnostics": {"error": 1, "warning": 1, "note": 0},
        "codes": {"TF101": 1, "TF106": 1},
    }
    assert built["files"][0]["reason"] == "syntax error"
    file = built["files"][1]
    assert file["mode"] == {"mode": "graph", "reason": "tf.Session", "line": 9}
    assert [item["message"] for item in file["diagnostics"]] == ["first", "later"]
    assert file["verdicts"][0] == {
        "qualname": "Net.build",
        "kind": "method",
        "line": 3,
        "tier": "shimmed",
        "reasons": [{"code": "TF302", "message": "scope name unknown", "line": 4}],
        "scopes": ["net/{name}"],
        "variables": [
            {
                "name": "net/{name}/w",
                "kind": "tf.get_variable",
                "line": 5,
                "shape": "[n, 2]",
                "dtype": None,
                "trainable": "False",
            }
        ],
        "calls": ["dense"],
        "callers_write": "Net.build(x)",
    }
    assert file["verdicts"][1]["role"] == "driver"


def test_the_schema_refuses_what_it_does_not_document():
    built = report.build([("m.py", OUTCOME)], "shim")
    built["files"][0]["verdicts"][0]["tier"] = "other"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(built, SCHEMA)


def test_reports_are_the_same_wherever_they_are_made(command, tree, tmp_path, monkeypatch):
    (tree / "model.py").write_bytes(b"import tensorflow as tf\ndef scoped(): tf.GONE\n")
    (tree / "n.ipynb").touch()
    assert command(tree, "--check", "--report", tmp_path / "a.json").status == 0
    tree.rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    assert command(".", "--out", "../out", "--report", "../b.json").status == 0
    assert command("../moved", "--diff", "--report", "../c.json").status == 0
    first = (tmp_path / "a.json").read_bytes()
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "c.json").read_bytes() == first
    built = json.loads(first)
    jsonschema.validate(built, SCHEMA)
    assert str(tmp_path).encode() not in first
    assert [(file["path"], file["status"]) for file in built["files"]] == [
        ("model.py", "unchanged"),
        ("n.ipynb", "skipped"),
        ("util.py", "unchanged"),
    ]


def test_the_report_may_go_into_the_output(command, tree, tmp_path):
    report_file = tmp_path / "out" / "report.json"
    assert command(tree, "--out", tmp_path / "out", "--report", report_file).status == 0
    jsonschema.validate(json.loads(report_file.read_text()), SCHEMA)
    assert command(tree, "--out", tmp_path / "out", "--report", report_file).status == 0


def test_a_report_of_strange_names_is_json(command, tree, tmp_path):
    (tree / "\udcff.py").write_bytes(b"import tensorflow as tf\ntf.GONE\n")
    assert command(tree, "--check", "--report", tmp_path / "r.json").status == 1
    assert any(
        f["path"] == "\udcff.py" for f in json.loads((tmp_path / "r.json").read_text())["files"]
    )

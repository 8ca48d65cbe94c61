"""``python -m migrate verify`` from end to end, and that each of its checks can fail."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from migrate.__main__ import main
from migrate.checkpoint import Reader, save_tf1
from migrate.verify.compare import DIFFERS, EQUAL, compare
from migrate.verify.recorded import Recorded

from .conftest import KERAS, OLD, Verified

CALL = ["--entry", "encoder:text_encoder", "--input", "x=float32[4,5]", "--input"]
CALL += ["ids=int32[4] < 11", "--argument", "units=6", "--argument", "depth=2"]
CALL += ["--training", "is_training=true"]

NAMES, INITIAL = "names, shapes, dtypes, trainability", "initializers"
RESTORED, OUTPUTS, LOSSES = "checkpoint restored", "outputs", "regularization losses"
GRADIENTS = "gradients"
STATISTICS, STEP = "statistics after a training step", "variables after an optimizer step"
ALL = [NAMES, INITIAL, RESTORED, OUTPUTS, LOSSES, GRADIENTS, STATISTICS, STEP]


def test_classes_against_what_tensorflow_1_recorded(verified: Verified) -> None:
    verdict, after = verified(KERAS)
    assert [(c.name, c.verdict) for c in verdict.checks] == [(name, EQUAL) for name in ALL]
    assert after.facts["kind"] == "Keras"
    assert "in Keras' order" not in verdict.checks[0].summary  # here it is TF1's


@pytest.mark.parametrize(
    ("change", "differing"),
    [
        (('name="table"', 'name="lookup"'), {NAMES, RESTORED, OUTPUTS}),
        (("stddev=0.5", "stddev=0.4"), {INITIAL}),
        (("tf.nn.relu", "tf.nn.relu6"), set()),  # no value is above 6: nothing to see
        (("tf.nn.relu(dense(x))", "tf.nn.elu(dense(x))"), {OUTPUTS, GRADIENTS, STATISTICS, STEP}),
        (("L2(0.005)", "L2(0.01)"), {LOSSES, GRADIENTS, STEP}),
        (("momentum=0.9", "momentum=0.99"), {STATISTICS}),
        (("epsilon=0.001", "epsilon=0.1"), {OUTPUTS, GRADIENTS, STEP}),
        (("dense(x))\n", "tf.stop_gradient(dense(x)))\n"), {GRADIENTS, STEP}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_check_can_fail(
    change: tuple[str, str], differing: set[str], verified: Verified, tmp_path: Path
) -> None:
    tree = tmp_path / "new"
    tree.mkdir()
    source = (KERAS / "encoder.py").read_text()
    assert change[0] in source
    (tree / "encoder.py").write_text(source.replace(*change))
    verdict, _ = verified(tree)
    assert {c.name for c in verdict.checks if c.verdict == DIFFERS} == differing
    assert verdict.equal == (not differing)


def test_the_recording_is_what_tensorflow_1_makes_of_the_source(
    reference: Recorded, tmp_path: Path
) -> None:
    """With TF 1.15.5 (environment variable TF1_PYTHON) the original; else the original on the shim, in a graph."""
    page, data = tmp_path / "proof.html", tmp_path / "proof.json"
    interpreter = os.environ.get("TF1_PYTHON")
    with_tf1 = ["--tf1-python", interpreter] if interpreter else []
    where = ["--before", str(OLD), "--after", str(KERAS), "--html", str(page), "--json", str(data)]
    kept = tmp_path / "kept"
    given = [*CALL, "--argument", 'scope="encoder"', *where, *with_tf1, "--keep", str(kept)]
    assert main(["verify", *given]) == 0
    result = json.loads(data.read_text())
    assert result["equal"] is True
    assert [c["name"] for c in result["checks"]] == ALL
    assert ("compat.v1 graph program" in result["before"]["how"]) == (interpreter is None)
    recorded = json.loads((kept / "before" / "names.json").read_text())
    assert recorded == reference.names
    html = page.read_text()
    assert not re.search(r'src=|href="[^#]|url\(|@import|<script', html)  # it loads nothing
    for part in (
        "EQUAL: 8 of 8",
        "<svg",
        "restored</span>",
        "class TextEncoder",
        "def text_encoder",
    ):
        assert part in html


def test_where_they_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first intermediate that differs, not the last: the activation of layer_1, though all after it differs too."""
    tree = tmp_path / "new"
    tree.mkdir()
    source = (KERAS / "encoder.py").read_text()
    loop = "        for dense in self.dense:\n            x = tf.nn.relu(dense(x))\n"
    changed = "        x = tf.nn.relu(self.dense[0](x))\n        x = tf.nn.elu(self.dense[1](x))\n"
    (tree / "encoder.py").write_text(source.replace(loop, changed))
    data = tmp_path / "proof.json"
    where = ["--before", str(OLD), "--after", str(tree), "--json", str(data)]
    assert main(["verify", *CALL, *where]) == 1
    parts = json.loads(data.read_text())["parts_at"]
    lines = (OLD / "encoder.py").read_text().splitlines()
    line = next(i for i, text in enumerate(lines, 1) if "tf.nn.relu(dense(" in text)
    assert (parts["op"], parts["place"]) == ("Relu", f"encoder.py:{line}")
    assert "Relu_1" in parts["name"]
    assert "dense(x, units" in parts["text"]
    out = capsys.readouterr().out
    assert f"they part at encoder/Relu_1:0 (Relu), encoder.py:{line}" in out
    assert "DIFFERENT: " in out


def test_a_package_and_a_checkpoint_of_ones_own(tmp_path: Path, reference: Recorded) -> None:
    """``--before`` and ``--after`` are the package itself; the checkpoint lacks one variable."""
    for name, tree in (("old", OLD), ("new", KERAS)):
        (tmp_path / name / "pkg").mkdir(parents=True)
        (tmp_path / name / "pkg" / "__init__.py").write_text("")
        shutil.copy(tree / "encoder.py", tmp_path / name / "pkg")
    rng = np.random.default_rng(1)
    values = {
        row["name"]: tf.Variable(rng.uniform(0.1, 0.9, row["shape"]).astype(row["dtype"]))
        for row in reference.names
        if row["name"] != "encoder/table"
    }
    checkpoint = save_tf1(values, tmp_path / "ckpt" / "model.ckpt-7")
    data, kept = tmp_path / "proof.json", tmp_path / "kept"
    where = ["--before", str(tmp_path / "old" / "pkg"), "--after", str(tmp_path / "new" / "pkg")]
    call = [
        "--entry",
        "pkg.encoder:text_encoder",
        *CALL[2:],
        "--checkpoint",
        str(tmp_path / "ckpt"),
    ]
    assert main(["verify", *call, *where, "--json", str(data), "--keep", str(kept)]) == 0
    assert json.loads(data.read_text())["equal"] is True
    for side in ("before", "after"):
        facts = json.loads((kept / side / "proof.json").read_text())
        assert set(facts["restored"]) == set(values), side
    reader = Reader(kept / "before" / "checkpoint")
    kernel = "encoder/layer_0/w"
    np.testing.assert_array_equal(reader.read(kernel), Reader(checkpoint).read(kernel))


def test_migrated_code_that_raises_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(KERAS, tmp_path / "new")
    with open(tmp_path / "new" / "encoder.py", "a") as file:
        file.write("\nraise RuntimeError('broken by hand')\n")
    assert main(["verify", *CALL, "--before", str(OLD), "--after", str(tmp_path / "new")]) == 1
    assert "RuntimeError: broken by hand" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--entry", "encoder"], "expected module:function"),
        (["--entry", "encoder:text_encodr"], "did you mean 'text_encoder'?\nCheck --entry"),
        (
            ["--argument", "colour=1"],
            "got an unexpected keyword argument 'colour'. It is text_encoder(",
        ),
        (["--input", "x"], "expected NAME=VALUE"),
        (["--argument", "units=six"], "is not JSON"),
        (["--config", "nowhere.json"], "nowhere.json: cannot be read as JSON"),
        (["--before", "nowhere"], "nowhere: no such file or directory"),
        (["--checkpoint", "nowhere.ckpt"], "nowhere.ckpt: no such checkpoint"),
        (["--tf1-python", "no-such-python"], "there is no such program"),
        (["--tf1-python", "true"], "it has no TensorFlow"),
        (["--html", "no/such/page.html"], "the directory does not exist"),
    ],
)
def test_wrong_usage(given: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*CALL, "--before", str(OLD), "--after", str(KERAS), *given]
    assert main(["verify", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said and "recorder.py" not in said


def test_help_says_that_it_runs_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["verify", "--help"])
    assert "THIS RUNS YOUR CODE" in capsys.readouterr().out


def test_what_is_random_is_left_out_of_the_step(reference: Recorded) -> None:
    """Statistics before a dropout are compared, what comes after it is not."""
    name = "encoder/layer_0/w"
    facts = {**reference.facts, "random step": ["RandomUniform"], "random variables": [name]}
    steps = {**reference.proof, f"step/{name}": reference.proof[f"step/{name}"] + 1.0}
    verdict = compare(replace(reference, facts=facts), replace(reference, proof=steps))
    step = next(c for c in verdict.checks if c.name == STEP)
    assert step.verdict == EQUAL
    assert "1 more are random in the original (RandomUniform)" in step.summary
    assert name not in {row.name for row in step.rows}
    verdict = compare(reference, replace(reference, proof=steps))
    assert next(c for c in verdict.checks if c.name == STEP).verdict == DIFFERS


def test_an_error_of_the_users_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their lines, TensorFlow's message, the next step; nothing of ours."""
    given = [*CALL, "--before", str(OLD), "--after", str(KERAS)]
    given[given.index("x=float32[4,5]")] = "x=float32[4,5,6,7]"
    assert main(["verify", *given]) == 2
    said = capsys.readouterr().err
    assert said.startswith("migrate: the original cannot be recorded, on migrate.compat_scope:\n")
    assert re.search(r"\n  encoder\.py:\d+ in \w+: ", said)
    assert "check the shapes and dtypes of --input" in said
    assert "Traceback" not in said and "recorder.py" not in said


def test_gradients_that_differ_with_some_inputs_only(reference: Recorded) -> None:
    """What is equal with other inputs is taken from there, and the first ones are told of."""
    key = "gradient/encoder/layer_0/w"
    copied = [row["name"] for row in reference.names]
    same = replace(reference, facts={**reference.facts, "copied": copied})
    other = replace(same, proof={**reference.proof, key: reference.proof[key] * 1.5})
    verdict = compare(reference, other)
    assert verdict.only_backwards() and not verdict.equal
    excused = verdict.excused_by(compare(reference, same))
    assert excused.equal
    check = next(c for c in excused.checks if c.name == GRADIENTS)
    assert "these are other inputs: with the first 1 differed, by " in check.summary
    outputs = {path: value + 1.0 for path, value in reference.outputs.items()}
    assert not compare(reference, replace(other, outputs=outputs)).only_backwards()


def test_gradients_that_differ_with_all_inputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = tmp_path / "new"
    tree.mkdir()
    source = (KERAS / "encoder.py").read_text()
    changed = source.replace("dense(x))\n", "tf.stop_gradient(dense(x)))\n")
    (tree / "encoder.py").write_text(changed)
    kept = tmp_path / "kept"
    where = ["--before", str(OLD), "--after", str(tree), "--keep", str(kept)]
    assert main(["verify", *CALL, *where]) == 1
    assert "DIFFERENT: " in capsys.readouterr().out
    first, second = (np.load(kept / name / "recorded.npz") for name in ("before", "before_2"))
    assert np.any(first["input/x"] != second["input/x"])

"""``python -m migrate checkpoint``: inspect, diff, check."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate.__main__ import main
from migrate.checkpoint import save_tf1, write_names
from migrate.cli.checkpoint_table import readable_size

Prefix = Callable[[str], str]
Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: status, stdout, stderr."""

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main(["checkpoint", *map(str, arguments)])
        except SystemExit as stop:  # argparse
            status = int(stop.code or 0)
        return status, *capsys.readouterr()

    return command


def saved(path: Path, **values: Any) -> str:
    return save_tf1({k.replace("__", "/"): tf.Variable(v) for k, v in values.items()}, path)


def test_inspect_shows_a_tree_with_sizes(run: Run, tmp_path: Path) -> None:
    path = saved(tmp_path / "m", net__a__w=np.zeros([3, 2]), net__a__b=np.float32([1]), step=7)
    assert run("inspect", path) == (
        0,
        "net/a/\t2 keys\t52 B\n  b\tfloat32[1]\t4 B\n  w\tfloat64[3, 2]\t48 B\nstep\tint32[]\t4 B\n"
        f"{path}: 3 keys, 8 values, 56 B\n",
        "",
    )


def test_inspect_lists_every_key_of_a_tf_1_15_checkpoint(run: Run, prefix: Prefix) -> None:
    status, out, _ = run("inspect", prefix("gan_pair"), "--json")
    report = json.loads(out)
    rows = json.loads((Path(prefix("gan_pair")).parents[1] / "names.json").read_text())
    assert status == 0
    listed = {row["name"]: (row["shape"], row["dtype"]) for row in report["variables"]}
    assert listed == {row["name"]: (row["shape"], row["dtype"]) for row in rows}
    assert report["bytes"] == sum(4 * int(np.prod(row["shape"])) for row in rows)


def test_inspect_reads_a_saved_model_and_a_tf2_checkpoint(run: Run, tmp_path: Path) -> None:
    module = tf.Module()
    module.v = tf.Variable([1.0, 2.0])
    tf.saved_model.save(module, str(tmp_path / "saved"))
    status, out, _ = run("inspect", tmp_path / "saved")
    assert status == 0
    assert "v/.ATTRIBUTES/VARIABLE_VALUE\tfloat32[2]\t8 B" in out


@pytest.mark.parametrize("flag", [[], ["--json"]])
def test_equal_checkpoints(flag: list[str], run: Run, tmp_path: Path) -> None:
    a, b = (saved(tmp_path / n, w=np.float32([1, np.nan, np.inf]), i=2**53 + 1) for n in "ab")
    status, out, _ = run("diff", a, b, *flag)
    assert status == 0
    assert json.loads(out)["differences"] == [] if flag else out.endswith("all equal\n")


def test_what_differs_and_by_how_much(run: Run, tmp_path: Path) -> None:
    a = saved(
        tmp_path / "a",
        w=np.float32([1, 2, 4]),
        n=np.float32([1, 1]),
        s=np.zeros([2]),
        d=np.float32([1]),
        big=np.int64(2**53 + 1),
        old=1.0,
        t=tf.constant(["x", "y"]),
    )
    b = saved(
        tmp_path / "b",
        w=np.float32([1, 2.5, 4]),
        n=np.float32([np.nan, 1]),
        s=np.zeros([3]),
        d=np.float64([1]),
        big=np.int64(2**53),
        new=1.0,
        t=tf.constant(["x", "z"]),
    )
    status, out, _ = run("diff", a, b, "--json")
    found = {row.pop("key"): row for row in json.loads(out)["differences"]}
    assert status == 1
    assert found == {
        "w": {"what": "values", "differing": 1, "size": 3, "max_abs": 0.5, "max_rel": 0.2},
        "n": {"what": "values", "differing": 1, "size": 2, "max_abs": "inf", "max_rel": "inf"},
        "s": {"what": "shape", "detail": "[2] in A, [3] in B"},
        "d": {"what": "dtype", "detail": "float32 in A, float64 in B"},
        "big": {"what": "values", "differing": 1, "size": 1, "max_abs": 1.0, "max_rel": 2.0**-53},
        "old": {"what": "only in A", "detail": "(float32[])"},
        "new": {"what": "only in B", "detail": "(float32[])"},
        "t": {"what": "values", "differing": 1, "size": 2, "max_abs": None, "max_rel": None},
    }
    text = run("diff", a, b)[1].splitlines()
    assert "w\t1 of 3 values\t0.5\t0.2" in text
    assert text[-1].endswith("6 keys in both, 8 keys not equal")


def test_tolerances(run: Run, tmp_path: Path) -> None:
    a, b = saved(tmp_path / "a", w=[1.0, 100.0]), saved(tmp_path / "b", w=[1.001, 100.1])
    assert run("diff", a, b, "--rtol", "0.002")[0] == 0
    assert run("diff", a, b, "--atol", "0.01")[0] == 1
    assert run("diff", a, b, "--atol", "0.2")[0] == 0


def test_check_finds_what_a_restore_would(run: Run, tmp_path: Path) -> None:
    variables = {
        "net/kernel": tf.Variable(tf.zeros([2, 3])),
        "net/b": tf.Variable(tf.zeros([3])),
        "net/c": tf.Variable(tf.zeros([3])),
    }
    write_names(variables, tmp_path / "names.json")
    good = save_tf1(variables, tmp_path / "good", extra={"net/b/Adam": tf.zeros([3])})
    assert run("check", good, "--names", tmp_path / "names.json") == (
        0,
        f"{good}: 3 matched, 1 training state\n",
        "",
    )
    bad = saved(
        tmp_path / "bad",
        net__kernels=np.zeros([2, 3], np.float32),
        net__b=np.zeros([4], np.float32),
        net__c=np.zeros([3], np.int32),
    )
    status, out, _ = run("check", bad, "--names", tmp_path / "names.json")
    assert status == 1
    assert out.splitlines() == [
        "missing\tnet/kernel\tdid you mean 'net/kernels'?",
        "mismatched\tnet/b\tshape [3], in the checkpoint [4]",
        "mismatched\tnet/c\tdtype float32, in the checkpoint int32",
        "unused\tnet/kernels\tshape [2, 3], dtype float32",
        f"{bad}: 0 matched, 1 missing, 2 mismatched, 1 unused",
    ]
    status, out, _ = run("check", bad, "--names", tmp_path / "names.json", "--json")
    assert (status, json.loads(out)["missing"][0]["name"]) == (1, "net/kernel")


@pytest.mark.parametrize("case", ["partitioned", "conv_batchnorm", "gan_pair", "rnn_dynamic"])
def test_check_with_names_that_tf_1_15_recorded(case: str, run: Run, prefix: Prefix) -> None:
    names = Path(prefix(case)).parents[1] / "names.json"
    assert run("check", prefix(case), "--names", names)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["inspect", "nowhere/m"], "the directory nowhere does not exist"),
        (["inspect", "EMPTY"], "holds no .index file: give the path that Saver.save() returned"),
        (["inspect", "CUT"], "truncated or corrupt"),
        (["inspect", "NODATA"], "there is no such file; copy it again"),
        (["inspect", "CUTDATA"], "it is truncated: "),
        (["diff", "GOOD", "CUT"], "copy the .index and .data files again"),
        (["diff", "GOOD", "NODATA"], "the value of 'w' cannot be read"),
        (["check", "GOOD", "--names", "EMPTY/no.json"], "no.json: cannot be read as JSON"),
        (["check", "GOOD"], "the following arguments are required: --names"),
        (["diff", "GOOD"], "the following arguments are required: B"),
        (["diff", "GOOD", "GOOD", "--rtol", "nan"], "'nan' is not a number of 0 or more"),
        (["look", "GOOD"], "invalid choice: 'look'"),
        ([], "required: COMMAND"),
    ],
)
def test_errors_are_one_message_and_status_2(
    arguments: list[str], message: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    good = saved(tmp_path / "good", w=[1.0])
    for name in ("cut", "nodata", "cutdata"):
        for suffix in (".index", ".data-00000-of-00001"):
            shutil.copy(f"{good}{suffix}", tmp_path / f"{name}{suffix}")
    (tmp_path / "cut.index").write_bytes((tmp_path / "cut.index").read_bytes()[:-9])
    (tmp_path / "nodata.data-00000-of-00001").unlink()
    (tmp_path / "cutdata.data-00000-of-00001").write_bytes(b"\0\0")
    places = {"GOOD": good, "EMPTY": str(tmp_path / "empty")}
    places |= {"CUT": str(tmp_path / "cut"), "NODATA": str(tmp_path / "nodata")}
    places["CUTDATA"] = str(tmp_path / "cutdata")
    given = [re.sub(r"^[A-Z]+\b", lambda m: places[m.group()], a) for a in arguments]
    status, out, err = run(*given)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_without_tensorflow_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['tensorflow'] = None; from migrate.__main__ import main\n"
        "sys.exit(main(['checkpoint', 'inspect', 'x']))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "pip install 'migrate-tf1[tensorflow]'" in ran.stderr


def test_a_process_of_its_own_prints_nothing_else(prefix: Prefix, tmp_path: Path) -> None:
    """On a terminal: a table with a header; on stderr, not a word of TensorFlow's."""
    parent, child = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "CUDA"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "migrate", "checkpoint", "inspect", prefix("reuse_true")],
        cwd=ROOT,
        env={**environment, "TERM": "xterm", "COLUMNS": "160"},
        stdout=child,
        stderr=subprocess.PIPE,
    )
    os.close(child)
    shown = b""
    while True:
        try:
            data = os.read(parent, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        shown += data
    _, stderr = process.communicate()
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).split("\r\n")
    assert (process.returncode, stderr) == (0, b"")
    assert lines[0].split() == ["name", "what", "size"]
    assert any(re.fullmatch(r"  layer_0/w +float32\[5, 5\] +100 B *", line) for line in lines)


def test_sizes_in_words() -> None:
    sizes = [readable_size(n) for n in (0, 1023, 1536, 5 << 20, 3 << 30, 2 << 40)]
    assert sizes == ["0 B", "1023 B", "1.5 KiB", "5.0 MiB", "3.0 GiB", "2.0 TiB"]

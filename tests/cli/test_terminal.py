"""What a person sees: run on a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import migrate

CHECKOUT = Path(migrate.__file__).resolve().parent.parent


def on_terminal(*arguments: object, **variables: str) -> tuple[int, str]:
    """The exit status, and what was shown."""
    script = Path(__file__).parent / "stub_pipeline.py"
    environment = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "TERM": "xterm-256color",
        "COLUMNS": "100",
    }
    environment |= variables
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(script), *map(str, arguments)],
        env=environment,
        stdin=child,
        stdout=child,
        stderr=child,
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
    os.close(parent)
    return process.wait(timeout=30), shown.decode()


def plain(shown: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).replace("\r\n", "\n")


def test_table_diagnostics_and_next_steps(tree, tmp_path):
    (tree / "bad.py").write_bytes(b"import tensorflow as tf\nx = tf.GONE, tf.NOTED  # [red]\n")
    (tree / "n.ipynb").touch()
    (tree / "model.py").write_bytes(b"import tensorflow as tf\ntf.OLD\ndef scoped(x): pass\n")
    status, shown = on_terminal(tree, "--out", tmp_path / "out")
    text = plain(shown)
    assert status == 0
    assert "Migrating" in text
    assert re.search(r"^files +1 changed, 2 unchanged, 1 skipped *$", text, re.M)
    assert re.search(r"^functions +1 shimmed *$", text, re.M)
    assert re.search(r"^diagnostics +1 error, 1 note *$", text, re.M)
    assert f"{tmp_path}/out/bad.py:2:5 TF101 tf.GONE" in text
    assert "TF105 tf.NOTED" not in text
    assert "n.ipynb: skipped: notebook: not supported yet" in text
    assert "python -m migrate explain TF101" in text
    assert f"The migrated tree is {tmp_path}/out" in text
    assert "pip install 'migrate-tf1[tensorflow]'" in text
    assert "migrate.checkpoint.restore(model, path)" in text


def test_long_lists_are_cut(tree):
    (tree / "bad.py").write_bytes(b"import tensorflow as tf\n" + b"tf.ODD\n" * 50)
    text = plain(on_terminal(tree, "--check")[1])
    assert text.count("TF106 tf.ODD") == 30
    assert "... and 20 more (TF106 20x)" in text
    assert "Nothing was written." in text


def test_a_coloured_diff(tree):
    status, shown = on_terminal(tree, "--diff")
    assert status == 0
    assert "\x1b[32m+x = tf.NEW" in shown
    assert "\x1b[32m+x" not in on_terminal(tree, "--diff", NO_COLOR="1")[1]


def test_quiet_shows_nothing(tree):
    assert on_terminal(tree, "--check", "-q") == (1, "")

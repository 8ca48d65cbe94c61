"""A project's own rules: the README's example works, and a mistake in a file is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.errors import UsageError
from migrate.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
BEFORE = """import tensorflow as tf


def model(x, y, path):
    x = tf.contrib.layers.maxout(x, 3)
    y = tf.contrib.layers.maxout(y, 3, scope="m")
    samples = tf.contrib.ffmpeg.decode_audio(path)
    return x, y, samples, tf.contrib.tpu.TPUEstimator
"""


def project(folder: Path) -> Path:
    """A project with the files that the README shows."""
    text = (ROOT / "README.md").read_text()
    section = text[text.index("### Rules of your own") :]
    blocks = re.findall(r"```toml\n(.*?)```", section, re.S)
    (folder / "my_rules").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(blocks[0])
    (folder / "my_rules" / "layers.toml").write_text(blocks[1])
    (folder / "src").mkdir()
    (folder / "src" / "model.py").write_text(BEFORE)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "migrate", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_example_of_the_readme(tmp_path: Path) -> None:
    folder = project(tmp_path)
    run(folder, "src", "--out", "out", "--report", "report.json")
    assert "Ask the platform team for the training loop." in (folder / "report.json").read_text()
    after = (folder / "out" / "model.py").read_text()
    assert "    x = tf.reduce_max(tf.reshape(x, [-1, 3, 2]), axis=-1)\n" in after
    assert 'maxout(y, 3, scope="m")\n' in after  # what the rule is not for keeps the answer it had
    assert "from mylib.audio import decode\n" in after
    assert "    samples = decode(path)\n" in after
    listed = run(folder, "rules", "tf.contrib.ffmpeg").stdout
    assert "mylib.audio.decode" in listed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[cal."tf.foo"]\nto = "tf.bar"', "unknown key `cal`; did you mean `call`"),
        (
            '[call."tf.foo"]\nparam = ["x"]',
            "call 'tf.foo': unknown key `param`; did you mean `params`",
        ),
        ('[call."tf.foo"]\nto = 3', "call 'tf.foo': `to` must be a string"),
        ('[call."tf.foo"]\ncode = "TF101"', "says neither `params` nor"),
        ('[call."tf.foo"]\nparams = ["x"]\ndrop = ["y"]', "`y` is not one of its `params`"),
        ("[call.tf.foo]\nto = 'tf.bar'", "call 'tf': unknown key `foo`"),
        ('[rename]\n"tf.foo" = "bar.foo"', "a new name begins with `tf.`"),
        ('[flag."tf.foo"]\ncode = "TF101"', "flag 'tf.foo': `advice` is missing"),
        ('[flag."tf.foo"]\nadvice = "No."\ncode = "TF999"', "there is no diagnostic TF999"),
        ('[replace."tf.foo"]\nimport = "import bar"', "`to` is missing"),
        ('same = "tf.foo"', "`same` must be a list of symbols"),
        ("[call", "not valid TOML"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text + "\n")
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        Rulebook(extra=[tmp_path]).answer("tf.foo")
    assert str(path) in str(caught.value)

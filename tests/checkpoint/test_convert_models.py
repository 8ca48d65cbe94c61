"""``checkpoint convert`` to the files of Keras, TensorFlow 2 and safetensors, and back to what TF 1.15.5 wrote."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate.__main__ import main
from migrate.checkpoint import Reader, save_tf1
from migrate.checkpoint.compare import compare
from migrate.checkpoint.convert import to_safetensors, to_tf1, to_tf2, to_weights

from . import keras_versions as versions

Prefix = Callable[[str], str]
ROOT = Path(__file__).parents[2]


def convnet() -> Any:
    model = versions.Convnet()
    model(tf.zeros([1, 8, 8, 3]))
    return model


def language_model() -> Any:
    model = versions.LanguageModel()
    model(tf.zeros([1, 2], tf.int32))
    return model


def loops() -> Any:
    model = versions.Mlp3()
    model(tf.zeros([1, 4]))
    return model


HERE = "tests.checkpoint.test_convert_models"


@pytest.mark.parametrize(
    ("to", "case", "factory", "out"),
    [
        ("weights.h5", "conv_batchnorm", "convnet", "w.weights.h5"),
        ("tf2", "tied_embeddings", "language_model", "tf2"),
        ("tf2", "layer_loop", "loops", "tf2"),
        ("safetensors", "conv_batchnorm", None, "w.safetensors"),
        ("safetensors", "partitioned", None, "w.safetensors"),
    ],
)
def test_there_and_back(
    to: str, case: str, factory: str | None, out: str, prefix: Prefix, tmp_path: Path
) -> None:
    model = ["--model", f"{HERE}:{factory}"] if factory else []
    made, back = str(tmp_path / out), str(tmp_path / "back")
    given = ["checkpoint", "convert", prefix(case), "--to", to, "--out", made, *model]
    assert main(given) == 0
    assert main(given) == 2  # never over what is there
    assert main([*given, "--force"]) == 0
    assert [p.name for p in tmp_path.iterdir() if "saving" in p.name] == []
    assert main(["checkpoint", "convert", made, "--to", "tf1", "--out", back, *model]) == 0
    assert compare(Reader(prefix(case)), Reader(back)) == []


def test_keras_and_tensorflow_read_what_was_written(prefix: Prefix, tmp_path: Path) -> None:
    reader = Reader(prefix("conv_batchnorm"))
    to_weights(reader.path, tmp_path / "w.weights.h5", convnet())
    model = convnet()
    model.load_weights(tmp_path / "w.weights.h5")
    np.testing.assert_array_equal(model.head.parts[2].kernel, reader.read("head/dense/kernel"))
    tied = Reader(prefix("tied_embeddings"))
    to_tf2(tied.path, tmp_path / "tf2", language_model())
    second = language_model()
    tf.train.Checkpoint(model=second).read(str(tmp_path / "tf2")).assert_existing_objects_matched()
    np.testing.assert_array_equal(second.embeddings.word, tied.read("embeddings/word"))


def test_variables_that_tensorflow_would_pass_over(
    prefix: Prefix, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """tf.train.Checkpoint leaves out Keras layers in lists, in silence; convert does not."""
    out = tmp_path / "tf2"
    given = ["--to", "tf2", "--out", str(out), "--model", f"{HERE}:convnet"]
    assert main(["checkpoint", "convert", prefix("conv_batchnorm"), *given]) == 2
    message = capsys.readouterr().err
    assert "would keep 2 of the model's 20 variables" in message
    assert "--to weights.h5" in message
    assert list(tmp_path.iterdir()) == []


def test_safetensors_as_its_specification_says(tmp_path: Path) -> None:
    dtypes = [tf.float16, tf.bfloat16, tf.float64, tf.int8, tf.uint16, tf.int64, tf.bool]
    variables = {f"v/{d.name}": tf.Variable(tf.cast([[0, 1, 2]], d)) for d in dtypes}
    variables["scalar"] = tf.Variable(2.5)
    variables["empty"] = tf.Variable(tf.zeros([0, 3]))
    rest = {"words": tf.Variable(["a"]), "waves": tf.Variable(1j)}
    path = save_tf1(variables | rest, tmp_path / "m")
    assert to_safetensors(path, tmp_path / "w.safetensors") == ["waves", "words"]
    data = (tmp_path / "w.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    assert header["scalar"]["dtype"] == "F32"
    assert header["v/bfloat16"]["dtype"] == "BF16"
    begin, end = header["v/int64"]["data_offsets"]
    values = np.frombuffer(data[8 + length + begin : 8 + length + end], "<i8")
    assert values.tolist() == [0, 1, 2]
    spans = sorted(row["data_offsets"] for key, row in header.items() if key != "__metadata__")
    assert [b for b, _ in spans] == [0, *(e for _, e in spans[:-1])]  # without gaps
    assert spans[-1][1] == len(data) - 8 - length
    back = Reader(to_tf1(tmp_path / "w.safetensors", tmp_path / "back"))
    assert {d.key for d in compare(Reader(path), back)} == {"waves", "words"}


@pytest.mark.parametrize("damage", ["empty", "short", "long_header", "no_json", "offsets", "shape"])
def test_damaged_safetensors(
    damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "w.safetensors"
    to_safetensors(save_tf1({"w": tf.Variable([1.0, 2.0])}, tmp_path / "m"), path)
    data = path.read_bytes()
    changed = {
        "empty": b"",
        "short": data[:-1],
        "long_header": struct.pack("<Q", 2**40) + data[8:],
        "no_json": data.replace(b'{"__', b"((__"),
        "offsets": data.replace(b"[0,8]", b"[8,0]"),
        "shape": data.replace(b'"shape":[2]', b'"shape":[1]'),
    }[damage]
    assert changed != data
    path.write_bytes(changed)
    out = str(tmp_path / "back")
    assert main(["checkpoint", "convert", str(path), "--to", "tf1", "--out", out]) == 2
    assert f"{path}: the file is missing, truncated or corrupt" in capsys.readouterr().err
    assert not Path(f"{out}.index").exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--to", "weights.h5", "--out", "w.h5"], "a name that ends in .weights.h5"),
        (["--to", "tf2", "--out", "w"], "needs --model"),
        (["--to", "tf2", "--out", "w", "--model", "nowhere"], "expected MODULE:FACTORY"),
        (["--to", "tf2", "--out", "w", "--model", "no_such_module:f"], "ModuleNotFoundError"),
        (["--to", "tf2", "--out", "w", "--model", f"{HERE}:loops"], "do not match"),
        (["--to", "weights.h5", "--out", "w.weights.h5", "--model", f"{HERE}:loops"], ""),
    ],
)
def test_wrong_usage(
    given: list[str],
    message: str,
    prefix: Prefix,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = str(Path(prefix("conv_batchnorm")).resolve())
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.chdir(tmp_path)
    assert main(["checkpoint", "convert", path, *given]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_was_converted_as_json(
    prefix: Prefix, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "w.npz"
    path = prefix("conv_batchnorm")
    assert main(["checkpoint", "convert", path, "--to", "npz", "--out", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"path": path, "out": str(out), "to": "npz", "left_out": []}


def test_killed_in_the_middle_it_leaves_the_old_file(tmp_path: Path) -> None:
    """SIGKILL while the values are written to a safetensors file."""
    path = save_tf1({f"v{i}": tf.Variable([float(i)]) for i in range(8)}, tmp_path / "m")
    out = tmp_path / "w.safetensors"
    out.write_text("old")
    program = (
        "import sys, time\n"
        "from migrate.checkpoint import convert, safetensors\n"
        "def stop(file, shapes, dtypes, read):\n"
        "    file.write(b'half'); file.flush(); print('half', flush=True); time.sleep(60)\n"
        "safetensors.write = stop\n"
        "convert.to_safetensors(sys.argv[1], sys.argv[2])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, path, str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"half\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    assert out.read_text() == "old"

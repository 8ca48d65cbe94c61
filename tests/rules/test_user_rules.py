"""A project's own rules: the README's example works, and a mistake in a file is named."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from migrate.errors import UsageError
from migrate.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
BEFORE = """import tensorflow as tf
from mylib import layers


def model(x, y, path):
    x = tf.contrib.layers.maxout(x, 3)
    y = tf.contrib.layers.maxout(y, 3, scope="m")
    samples = tf.contrib.ffmpeg.decode_audio(path)
    return x, y, samples, tf.contrib.tpu.keras_to_tpu_model


def features(x, filters):
    with tf.variable_scope("features"):
        return layers.conv(x, filters, 3, tf.nn.relu, name="first")
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
    assert """class Features(keras.layers.Layer):
    def __init__(self, filters, *, name="features", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = mylib.keras_layers.Conv(
            filters, kernel_size=3, activation="relu", name="first"
        )

    def call(self, x):
        return self.first(x)
""" in after
    assert "import mylib.keras_layers\n" in after
    assert "from mylib import layers\n" not in after  # nothing uses it any more
    listed = run(folder, "rules", "tf.contrib.ffmpeg").stdout
    assert "mylib.audio.decode" in listed


def test_imports_of_a_wrapper_stay_while_something_uses_them(tmp_path: Path) -> None:
    folder = project(tmp_path)
    model = folder / "src" / "model.py"
    model.write_text(BEFORE + "\n\ndef untouched(x):\n    return layers.normalized(x)\n")
    run(folder, "src", "--out", "out")
    assert "from mylib import layers\n" in (folder / "out" / "model.py").read_text()


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
        ('[replace."tf.foo"]\nto = "b.f"\nimport = "import a, b"', "not an import of one name"),
        ('[replace."tf.foo"]\nto = "b.f"\nimport = "import a.b"', "needs `as` and a name"),
        ('[replace."tf.foo"]\nto = "c.f"\nimport = "from a import b"', "must begin with `b`"),
        ('[replace."tf.foo"]\nto = "c.f"\nimport = "from a"', "is no Python statement"),
        ('[layer."a.f"]\nto = "b.F"', "layer 'a.f': `parameters` is missing"),
        ('[layer.a.f]\nto = "b.F"', "layer 'a': a wrapper is named with its module"),
        ('[layer."a.f"]\nparams = ["x"]', "unknown key `params`; did you mean `parameters`"),
        ('[layer."a.f"]\nparameters = ["x"]\nkind = "cell"', "`kind` must be one of layer"),
        ('[layer."a.f"]\nparameters = ["x"]\nto = "tf.F"', "`to` must be a Keras layer, or"),
        ('[layer."a.f"]\nparameters = "x"', "`parameters` must be a list of parameter names"),
        (
            '[layer."a.f"]\nparameters = ["x"]\ntensors = ["y"]',
            "`y` is not one of its `parameters`",
        ),
        ('[layer."a.f"]\nparameters = ["x"]\nvariables = ["w"]', "must be a list of tables"),
        (
            '[layer."a.f"]\nparameters = ["x"]\nvariables = [{ nam = "w" }]',
            "variable 1: unknown key `nam`; did you mean `name`",
        ),
        (
            '[layer."a.f"]\nparameters = ["x"]\nvariables = [{ name = "w" }]\nto = "keras.layers.Dense"',
            "keras.layers.Dense has no variable `w`",
        ),
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


def test_the_import_of_a_rule_is_what_a_module_gets(tmp_path: Path) -> None:
    (tmp_path / "my_rules").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.migrate]\nrules = ["my_rules/"]\n')
    (tmp_path / "my_rules" / "audio.toml").write_text(
        '[replace."tf.contrib.ffmpeg.decode_audio"]\nto = "snd.decode"\nimport = "import mylib.audio as snd"\n'
        '[replace."tf.contrib.ffmpeg.encode_audio"]\nto = "mixer.encode.wave"\nimport = "from mylib import mixer"\n'
    )
    body = "def f(path):\n    return ffmpeg.encode_audio(ffmpeg.decode_audio(path))\n"
    sources = {
        "plain.py": ("import tensorflow as tf\nffmpeg = tf.contrib.ffmpeg\n\n", body),
        "named.py": (
            "from tensorflow.contrib.ffmpeg import decode_audio, encode_audio\n\n",
            body.replace("ffmpeg.", ""),
        ),
        "taken.py": (
            "import tensorflow as tf\nimport mylib.audio as snd\nmixer = 3\n\n",
            body.replace("ffmpeg.", "tf.contrib.ffmpeg."),
        ),
    }
    for name, (head, text) in sources.items():
        (tmp_path / "src" / name).write_text(head + text)
    assert run(tmp_path, "src", "--out", "out").returncode == 0
    plain, named, taken = ((tmp_path / "out" / name).read_text() for name in sources)
    assert "import mylib.audio as snd\n" in plain
    assert "from mylib import mixer\n" in plain
    assert "    return mixer.encode.wave(snd.decode(path))\n" in plain
    assert "from mylib.audio import decode as decode_audio\n" in named
    assert "from mylib.mixer.encode import wave as encode_audio\n" in named
    assert taken.count("import mylib.audio as snd\n") == 1
    assert "from mylib import mixer as mixer_\n" in taken
    assert "    return mixer_.encode.wave(snd.decode(path))\n" in taken


WRAPPERS = """
import keras
from migrate import compat_scope

def conv(x, channels, stride=1, name=None, reuse=None):
    with compat_scope.variable_scope(name, "conv", reuse=reuse):
        w = compat_scope.get_variable("W", [2, 2, x.shape[-1], channels])
        b = compat_scope.get_variable("b", [channels])
        return keras.ops.conv(x, w, stride, "same") + b

def norm(x, name):
    with compat_scope.variable_scope(name):
        return x * compat_scope.get_variable("scale", [x.shape[-1]])

class Conv(keras.layers.Layer):
    def __init__(self, channels, strides=1, **kwargs):
        super().__init__(**kwargs)
        self.channels, self.strides = channels, strides

    def build(self, x_shape):
        self.w = self.add_weight(name="W", shape=[2, 2, x_shape[-1], self.channels])
        self.b = self.add_weight(name="b", shape=[self.channels])

    def call(self, x):
        return keras.ops.conv(x, self.w, self.strides, "same") + self.b
"""
WRAPPED = """import tensorflow as tf
import wrapperlib as W

def trunk(x, depth, scope="trunk"):
    with tf.variable_scope(scope):
        for i in range(depth):
            x = tf.nn.relu(W.conv(x, 4, name="c%d" % i))
        return W.conv(x, 2, stride=2)

def net(x):
    with tf.variable_scope("net"):
        return W.norm(trunk(x, 2), "n") + trunk(x, 1, "other")
"""
WRAPPER_RULES = """
[layer."wrapperlib.conv"]
parameters = ["x", "channels", "stride", "name", "reuse"]
default_name = "conv"
variables = [{ name = "W" }, { name = "b" }]
to = "wrapperlib.Conv"
renamed = { stride = "strides" }

[layer."wrapperlib.norm"]
parameters = ["x", "name"]
variables = [{ name = "scale" }]
"""
COMPARE = """
import json, sys
import numpy as np
sys.path[:0] = [sys.argv[1], "."]
import model
from migrate import compat_scope
module = compat_scope.ScopedModule(model.net)
x = np.sin(np.arange(32, dtype=np.float32)).reshape(1, 4, 4, 2)
module(x)
names = compat_scope.named_variables(module)
for name, value in names.items():
    value.assign(np.cos(len(name) + np.arange(value.shape.num_elements())).reshape(value.shape))
print(json.dumps([list(names), module(x).numpy().tolist()]))
"""


def test_wrappers_of_a_package_are_lifted_with_equal_names_and_outputs(tmp_path: Path) -> None:
    (tmp_path / "my_rules").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.migrate]\nrules = ["my_rules/"]\n')
    (tmp_path / "my_rules" / "wrapperlib.toml").write_text(WRAPPER_RULES)
    (tmp_path / "src" / "model.py").write_text(WRAPPED)
    (tmp_path / "wrapperlib.py").write_text(WRAPPERS)
    found = []
    for target in ("shim", "keras"):
        done = run(tmp_path, "src", "--out", target, "--target", target)
        assert done.returncode == 0, done.stderr
        command = [sys.executable, "-c", COMPARE, target]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        found.append(json.loads(ran.stdout.splitlines()[-1]))
    lifted = (tmp_path / "keras" / "model.py").read_text()
    assert "class Trunk(keras.layers.Layer)" in lifted
    assert "wrapperlib.Conv(channels=2, strides=2" in lifted
    assert "def net(x)" in lifted  # `norm` has no layer
    assert found[0][0] == found[1][0]
    assert "net/trunk/conv/W" in found[0][0]
    np.testing.assert_allclose(found[1][1], found[0][1], rtol=1e-6)

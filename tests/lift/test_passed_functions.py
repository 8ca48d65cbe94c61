"""Functions that reach their callers through other modules: their classes do, too, and what happens there is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrate.__main__ import main

NET = """
import tensorflow as tf

slim = tf.contrib.slim


def base(x, units, scope="base", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        return slim.conv2d(x, units, 3)


def net(x):
    return base(x, 3)
"""
PASSING = "from net import base\nfrom net import net\n"
TABLE = """
import tensorflow as tf
import facade

slim = tf.contrib.slim
networks = {"net": facade.net}


def network_fn(name, arg_scope):
    func = networks[name]

    def run(images):
        with slim.arg_scope(arg_scope):
            return func(images)

    return run
"""
CALLER = """
import tensorflow as tf
{imported}

w = tf.get_variable("w", [1])


def model(x):
    return {name}(x, 3) * w
"""
UNDER_SCOPE = """
import tensorflow as tf
import facade


def model(x):
    with tf.contrib.slim.arg_scope([tf.contrib.slim.conv2d], stride=2):
        return facade.net(x)
"""


def reasons(root: Path, files: dict[str, str]) -> dict[str, str]:
    """The first reason of each function of ``net.py`` that stays, or its tier."""
    for name, text in files.items():
        path = root / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = root / "r.json"
    places = [str(root / "src"), "--out", str(root / "out"), "--report", str(report)]
    assert main([*places, "--jobs", "1"]) == 0
    found = {}
    for file in json.loads(report.read_text())["files"]:
        if file["path"].endswith("net.py"):
            for verdict in file["verdicts"]:
                found[verdict["qualname"]] = verdict["reasons"][0]["message"]
    return found


def test_values_that_a_module_passes_on(tmp_path: Path) -> None:
    found = reasons(tmp_path, {"net.py": NET, "facade.py": PASSING, "table.py": TABLE})
    assert set(found) == {"base", "net"}
    assert all("may be what `func` calls under `arg_scope`" in text for text in found.values())


FACADES = ["facade.py", "facade/__init__.py"]
CALLERS = [
    ("import facade", "facade."),
    ("from facade import base", ""),
    ("from facade import *", ""),
]


@pytest.mark.parametrize("facade", FACADES)
@pytest.mark.parametrize(("imported", "prefix"), CALLERS)
@pytest.mark.parametrize(
    "passing", [PASSING, "from net import *\n", "import tensorflow\n" + PASSING]
)
def test_the_class_is_passed_on(
    facade: str, imported: str, prefix: str, passing: str, tmp_path: Path
) -> None:
    caller = CALLER.format(imported=imported, name=f"{prefix}base")
    found = reasons(tmp_path, {"net.py": NET, facade: passing, "model.py": caller})
    assert found == {"base": "became `Base`", "net": "became `Net`"}
    text = (tmp_path / "out" / "model.py").read_text()
    assert f'compat_scope.get_layer({prefix}Base, 3, name="base")(x) * w' in text
    expected = PASSING.replace("base", "Base").replace("import net", "import Net")
    if "*" not in passing:
        assert (tmp_path / "out" / facade).read_text().endswith(expected)


@pytest.mark.parametrize("facade", FACADES)
@pytest.mark.parametrize(("imported", "prefix"), CALLERS[:2])
@pytest.mark.parametrize(
    "why", ["# migrate: skip\n", "import tensorflow as tf\n\ntf.random.set_seed(1)\n"]
)
def test_a_class_is_not_in_a_module_that_is_not_rewritten(
    facade: str, imported: str, prefix: str, why: str, tmp_path: Path
) -> None:
    caller = CALLER.format(imported=imported, name=f"{prefix}base")
    facades = {facade: why + PASSING, "other.py": "import tensorflow as tf\nimport facade\n"}
    found = reasons(tmp_path, {"net.py": NET, **facades, "model.py": caller})
    assert found["base"] == "`base` is reached through `facade`, which is not rewritten"
    assert f"return {prefix}base(x, 3) * w" in (tmp_path / "out" / "model.py").read_text()


def test_lines_that_are_left_alone(tmp_path: Path) -> None:
    caller = """
import tensorflow as tf
from net import base  # migrate: skip


def model(x):
    h = tf.layers.dense(x, 3)  # migrate: skip
    return h + tf.get_variable("w", [3])
"""
    found = reasons(tmp_path, {"net.py": NET, "model.py": caller})
    assert found["base"] == "`base` is imported in `model` on a line marked `# migrate: skip`"
    text = (tmp_path / "out" / "model.py").read_text()
    assert "from net import base  # migrate: skip\n" in text
    assert "    h = tf.layers.dense(x, 3)  # migrate: skip\n" in text


@pytest.mark.parametrize(
    ("listed", "now"),
    [
        ('__all__ = ["base", "net"]\n', '__all__ = ["Base", "base", "net"]\n'),
        ("__all__ = ('net', 'base')\n", "__all__ = ('net', 'Base', 'base')\n"),
    ],
)
def test_a_class_is_listed_where_a_star_takes_it(listed: str, now: str, tmp_path: Path) -> None:
    caller = CALLER.format(imported="from net import *", name="base")
    found = reasons(tmp_path, {"net.py": NET + listed, "model.py": caller})
    assert found["base"] == "became `Base`"
    assert "get_layer(Base, 3" in (tmp_path / "out" / "model.py").read_text()
    assert now in (tmp_path / "out" / "net.py").read_text()


@pytest.mark.parametrize(
    "listed", ['__all__ = ["net"] + ["base"]\n', '__all__ = ["net"]\n__all__.extend(["base"])\n']
)
def test_a_computed_list_takes_no_class(listed: str, tmp_path: Path) -> None:
    caller = CALLER.format(imported="from net import *", name="base")
    found = reasons(tmp_path, {"net.py": NET + listed, "model.py": caller})
    assert found["base"] == "`base` is taken by `*` from `net`, whose `__all__` is computed"


def test_a_class_has_a_name_that_is_free_where_it_is_passed_on(tmp_path: Path) -> None:
    facade = PASSING + "\n\nclass Base:\n    pass\n"
    caller = CALLER.format(imported="import facade", name="facade.base")
    found = reasons(tmp_path, {"net.py": NET, "facade.py": facade, "model.py": caller})
    assert found["base"] == "became `BaseLayer`"
    assert "get_layer(facade.BaseLayer, 3" in (tmp_path / "out" / "model.py").read_text()
    assert "from net import BaseLayer\n" in (tmp_path / "out" / "facade.py").read_text()


COMPOSER = """
from net import base


def tower(x, depth):
    \"\"\"A stack.\"\"\"
    for i in range(depth):
        x = base(x, 4, "l%d" % i)
    return x
"""
CONFIG = """
import functools

import net

NETWORKS = {"base": net.base, "small": functools.partial(net.base, units=2)}
"""
RUN = """
from config import NETWORKS
from tower import tower


def build(name, x):
    return tower(NETWORKS[name](x), 2)
"""


def test_modules_without_tensorflow_are_part_of_the_tree(tmp_path: Path) -> None:
    files = {"net.py": NET, "tower.py": COMPOSER, "config.py": CONFIG, "run.py": RUN}
    found = reasons(tmp_path, files)
    assert found["base"] == "became `Base`"
    tower = (tmp_path / "out" / "tower.py").read_text()
    assert "from net import Base\n" in tower
    assert 'Base(4, name="l%d" % i) for i in range(depth)' in tower
    # What only names the function keeps it.
    assert (tmp_path / "out" / "config.py").read_text() == CONFIG
    assert "return compat_scope.get_layer(Base, units" in (tmp_path / "out" / "net.py").read_text()
    run = (tmp_path / "out" / "run.py").read_text()
    assert "from tower import Tower\n" in run
    assert "return compat_scope.get_layer(Tower, 2)(NETWORKS[name](x))" in run
    files = json.loads((tmp_path / "r.json").read_text())["files"]
    roles = {
        (f["path"].rpartition("/")[2], v["qualname"]): v.get("role", "")
        for f in files
        for v in f["verdicts"]
    }
    assert roles["run.py", "build"] == "driver"  # calls a model, and has nothing of TensorFlow
    assert roles["tower.py", "tower"] == ""


MORE = PASSING + "\n\ndef half(a):\n    return a / 2\n"


def test_calls_through_a_module_that_defines_more(tmp_path: Path) -> None:
    found = reasons(tmp_path, {"net.py": NET, "facade.py": MORE, "model.py": UNDER_SCOPE})
    assert set(found) == {"base", "net"}
    net = (tmp_path / "out" / "net.py").read_text()
    assert "            strides=2,\n" in net  # what the scope around the call in `model.py` gives


def test_calls_through_a_module_that_is_left_alone(tmp_path: Path) -> None:
    skipped = "# migrate: skip\n" + MORE
    found = reasons(tmp_path, {"net.py": NET, "facade.py": skipped, "model.py": UNDER_SCOPE})
    assert all("called by its name under `arg_scope` in `model`" in text for text in found.values())


def test_the_function_is_lifted_where_its_module_is_named(tmp_path: Path) -> None:
    caller = CALLER.format(imported="import net", name="net.base")
    found = reasons(tmp_path, {"net.py": NET, "facade.py": PASSING, "model.py": caller})
    assert found == {"base": "became `Base`", "net": "became `Net`"}


UNDER_SETTINGS = """
import tensorflow as tf


class Encoder(object):
    def encode(self, x):
        with tf.variable_scope("d"):
            return tf.matmul(x, tf.get_variable("w", [3, 4]))


class Model(object):
    def __init__(self):
        self.encoder = Encoder()

    def build(self, x):
        with tf.variable_scope("m", partitioner=tf.fixed_size_partitioner(3)):
            return self.encoder.encode(x)
"""


def test_method_of_an_attribute_under_settings_of_a_scope(tmp_path: Path) -> None:
    found = reasons(tmp_path, {"net.py": UNDER_SETTINGS})
    text = "may be what is called under a scope with `partitioner=` in `Model.build`"
    assert found["Encoder.encode"] == text

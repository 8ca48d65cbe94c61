"""Functions that reach their callers through modules without TensorFlow: what happens there must be seen, or they stay."""

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


@pytest.mark.parametrize("facade", ["facade.py", "facade/__init__.py"])
@pytest.mark.parametrize(
    ("imported", "name"), [("import facade", "facade.base"), ("from facade import base", "base")]
)
def test_a_class_is_not_in_a_module_that_is_not_rewritten(
    facade: str, imported: str, name: str, tmp_path: Path
) -> None:
    caller = CALLER.format(imported=imported, name=name)
    found = reasons(tmp_path, {"net.py": NET, facade: PASSING, "model.py": caller})
    assert found["base"] == "`base` is reached through `facade`, which is not rewritten"
    assert f"return {name}(x, 3) * w" in (tmp_path / "out" / "model.py").read_text()


def test_calls_through_a_module_that_defines_more(tmp_path: Path) -> None:
    more = PASSING + "\n\ndef half(a):\n    return a / 2\n"
    found = reasons(tmp_path, {"net.py": NET, "facade.py": more, "model.py": UNDER_SCOPE})
    assert all("called by its name under `arg_scope` in `model`" in text for text in found.values())


def test_the_function_is_lifted_where_its_module_is_named(tmp_path: Path) -> None:
    caller = CALLER.format(imported="import net", name="net.base")
    found = reasons(tmp_path, {"net.py": NET, "facade.py": PASSING, "model.py": caller})
    assert found == {"base": "became `Base`", "net": "became `Net`"}

"""Every module of the shim can be the first that a program imports."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import migrate

ROOT = pathlib.Path(migrate.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "compat_scope").rglob("*.py")
)
# One process that has TensorFlow; each module is imported in a fork of it, where nothing of the shim is loaded.
SCRIPT = """
import importlib, os, sys
import tensorflow
for module in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(module)
        except BaseException as error:
            print(module, repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    os.waitpid(child, 0)
print("done", flush=True)
"""


def test_each_module_may_come_first():
    assert len(MODULES) > 100
    env = {**os.environ, "PYTHONPATH": str(ROOT.parent)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *MODULES],
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.stdout.splitlines() == ["done"], run.stdout + run.stderr[-2000:]

"""Runs the TensorFlow programs of a directory and keeps what each prints.

    python tests/oracle/run_programs.py golden/programs golden/programs     # under TensorFlow 1.15.5: records
    python tests/oracle/run_programs.py MIGRATED OUT                        # what tests/golden/test_programs.py does

Each program runs in a fork of a process that has imported TensorFlow and nothing else; OUT/NAME.txt gets what it
printed. One that fails gets the end of its traceback behind that, so that it equals nothing recorded.
Python 3.7 syntax.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import traceback

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

TIMEOUT_S = 120
AT_ONCE = 2


def runnable(path):
    """The path of a Python 3 program: `path`, or a conversion of it when it is Python 2."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        compile(text, path, "exec")
    except SyntaxError:
        from lib2to3 import refactor

        fixers = refactor.get_fixers_from_package("lib2to3.fixes")
        text = str(refactor.RefactoringTool(fixers).refactor_string(text, path))
        path = "/tmp/python3_" + os.path.basename(path)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    return path


def run(path, output):
    """Runs one program; never returns."""
    with open(output, "w", encoding="utf-8") as out:
        os.dup2(out.fileno(), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    sys.argv = [os.path.basename(path)]
    signal.alarm(TIMEOUT_S)
    try:
        runpy.run_path(runnable(path), run_name="__main__")
    except SystemExit as error:
        if error.code:
            sys.stdout.write(f"exit status {error.code}\n")
    except BaseException:
        sys.stdout.write("".join(traceback.format_exc().splitlines(True)[-3:]))
    sys.stdout.flush()
    os._exit(0)


def main(folder, out):
    import tensorflow as tf

    if tf.__version__.startswith("1."):
        tf.logging.set_verbosity(tf.logging.ERROR)
        tf.contrib.layers  # noqa: B018  (loaded when it is first used, which takes seconds)
    running = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".py"):
            continue
        if running == AT_ONCE:
            os.wait()
            running -= 1
        if not os.fork():
            run(os.path.join(folder, name), os.path.join(out, name[:-3] + ".txt"))
        running += 1
    while running:
        os.wait()
        running -= 1


if __name__ == "__main__":
    main(*map(os.path.abspath, sys.argv[1:]))

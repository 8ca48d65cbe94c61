"""Runs train.py the way a shell does, and prints what it exits with."""
import os
import runpy
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

sys.argv = ["train.py", "--steps=3", "--hidden", "4", "--nobias"]
try:
    runpy.run_path(os.path.join(HERE, "train.py"), run_name="__main__")
except SystemExit as e:
    print("exit status", e.code or 0)

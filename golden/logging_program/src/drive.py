"""Runs train.py the way a shell does."""
import os
import runpy
import sys

sys.argv = ["train.py", "--steps=3"]
try:
    runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), "train.py"), run_name="__main__")
except SystemExit as e:
    print("exit status", e.code or 0)

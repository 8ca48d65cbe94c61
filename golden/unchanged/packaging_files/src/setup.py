#!/usr/bin/env python
"""Installs the package; the name of a dependency is a string."""
from setuptools import find_packages, setup

REQUIRED = ["tensorflow>=2.16", "tf-slim; extra == 'slim'", "absl-py"]

setup(
    name="scorer",
    version="1.0",
    packages=find_packages(exclude=("tests", "tensorflow.contrib")),
    install_requires=REQUIRED,
    extras_require={"tf1": ["tensorflow==1.15.5"], "gpu": ["tensorflow[and-cuda]"]},
    entry_points={"console_scripts": ["scorer = scorer.app:run"]},
    classifiers=["Topic :: tf.contrib :: Replaced"],
)

"""Stand-ins for what is gone: they load, compare by name, and raise when used."""

from __future__ import annotations

import pytest

from migrate.compat_scope import estimator, missing
from migrate.compat_scope.contrib import learn


def test_use_raises_and_names_the_symbol():
    with pytest.raises(NotImplementedError, match=r"tf\.contrib\.crf\.crf_decode is gone"):
        missing("tf.contrib.crf").crf_decode(1)


def test_comparing_constants_keeps_its_meaning():
    modes = missing("tf.contrib.foo.Modes")
    assert modes.A == missing("tf.contrib.foo").Modes.A
    assert modes.A != modes.B
    assert {modes.A: 1}[modes.A] == 1


def test_as_a_base_class():
    class Hook(missing("tf.estimator").SessionRunHook):
        pass

    with pytest.raises(NotImplementedError, match="SessionRunHook"):
        Hook()


def test_mode_keys_are_the_strings_of_tf_1_15():
    modes = estimator.ModeKeys
    assert (modes.TRAIN, modes.EVAL, modes.PREDICT) == ("train", "eval", "infer")
    assert (learn.ModeKeys.TRAIN, learn.ModeKeys.EVAL, learn.ModeKeys.INFER) == (
        "train",
        "eval",
        "infer",
    )


def test_the_rest_of_estimator_is_a_stand_in():
    with pytest.raises(NotImplementedError, match=r"tf\.estimator\.DNNClassifier"):
        estimator.DNNClassifier([10], [])

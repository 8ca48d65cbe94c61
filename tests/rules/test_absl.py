"""The table `[absl]` of rules/program.toml against absl itself."""

from __future__ import annotations

import inspect

import pytest

from migrate.program.logs import log_rules
from migrate.program.rules import program_rules
from migrate.rulebook import Rulebook

absl_app = pytest.importorskip("absl.app")
absl_flags = pytest.importorskip("absl.flags")
absl_logging = pytest.importorskip("absl.logging")

BOOK = Rulebook()
RULES = program_rules(BOOK)
LOGS = log_rules(BOOK)


@pytest.mark.parametrize("module", RULES.flags)
def test_absl_has_all_of_tf_flags(module: str) -> None:
    names = [symbol.rpartition(".")[2] for symbol in BOOK.members(module)]
    assert "DEFINE_multi_integer" in names
    assert [name for name in names if not hasattr(absl_flags, name)] == []


def test_methods_are_those_of_the_flags_object() -> None:
    public = {name for name in dir(absl_flags.FlagValues) if not name.startswith("_")}
    assert RULES.methods == public


@pytest.mark.parametrize("name", sorted(RULES.wrapped))
def test_wrapped_functions_have_the_new_keywords(name: str) -> None:
    parameters = inspect.signature(getattr(absl_flags, name)).parameters
    assert set(RULES.keywords.values()) <= set(parameters)
    assert not set(RULES.keywords) & set(parameters)


def test_absl_needs_the_main_function() -> None:
    assert inspect.signature(absl_app.run).parameters["main"].default is inspect.Parameter.empty


def test_answers_hold_below_their_symbols_and_for_no_other_rulebook() -> None:
    book = BOOK.with_answers(RULES.answers)
    assert book.answer("tf.app.flags.FLAGS.steps").to == "absl.flags"
    assert book.answer("tf.app.run").to == "absl.app"
    assert book.namespace_target("tf.flags") == "absl.flags"
    assert book.answer("tf.logging.info").to == "tf.compat.v1.logging.info"
    assert BOOK.answer("tf.app.run").to == "tf.compat.v1.app.run"


def test_absl_writes_the_messages_of_tf_logging() -> None:
    for name in LOGS.messages:
        parameters = list(inspect.signature(getattr(absl_logging, name)).parameters)
        assert parameters[0] == ("level" if name in LOGS.leveled else "msg")
    for level in LOGS.levels:
        before = absl_logging.get_verbosity()
        absl_logging.set_verbosity(level)
        assert absl_logging.get_verbosity() == getattr(absl_logging, level)
        absl_logging.set_verbosity(before)


def test_every_name_of_tf_logging_is_known() -> None:
    names = {symbol.rpartition(".")[2] for symbol in BOOK.members(LOGS.module)}
    stays = {"TaskLevelStatusMessage", "fatal", "flush", "get_verbosity", "vlog"}
    assert names == LOGS.messages | set(LOGS.levels) | {LOGS.set_level} | stays

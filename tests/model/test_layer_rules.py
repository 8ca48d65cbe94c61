"""The format of ``rules/variables.toml``."""

from __future__ import annotations

import pytest

from migrate.model.layer_rules import LayerRules, LayerVariable
from tests.model.reading import layer_rules


def test_every_table_of_the_repository_is_well_formed() -> None:
    rules = layer_rules()
    for symbol in rules.symbols:
        rule = rules.get(symbol)
        assert rule is not None
        for variable in rule.variables:
            for condition in (variable.when.removeprefix("not "), variable.unless):
                assert not condition or condition in rule.parameters, (symbol, condition)
        for parameter in (rule.name, rule.reuse, *rule.calls, *rule.cells):
            assert not parameter or parameter in rule.parameters, (symbol, parameter)
        assert set(rule.defaults) <= set(rule.parameters), symbol


def test_like_alias_and_override() -> None:
    base = {
        "tf.a": {"kind": "layer", "parameters": ["x", "name"], "variables": [{"name": "w"}]},
        "tf.b": {"like": "tf.a", "default_name": "b"},
        "alias": {"tf.c": "tf"},
    }
    rules = LayerRules(base, {"my.layer": {"like": "tf.b", "variables": [{"name": "v"}]}})
    b = rules.get("tf.b")
    assert b is not None
    assert (b.symbol, b.parameters, b.default_name) == ("tf.b", ("x", "name"), "b")
    assert rules.get("tf.c.a") == rules.get("tf.a")
    mine = rules.get("my.layer")
    assert mine is not None
    assert mine.variables == (LayerVariable("v"),)
    assert rules.get("tf.nn.relu") is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"kind": "layers"}, "kind 'layers'"),
        ({"kind": "layer", "colour": 1}, "unknown key 'colour'"),
        ({"like": "tf.nothing"}, "names tf.nothing"),
        ({"like": "tf.x"}, "circle"),
    ],
)
def test_malformed_tables_are_named(row: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=f"tf.x: .*{message}"):
        LayerRules({"tf.x": row}).get("tf.x")

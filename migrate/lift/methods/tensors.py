"""Objects of tensors that a method reads: a batch, an iterator. Its function takes the tensors, not the object."""

from __future__ import annotations

import ast

from migrate.lift.binding.tensor_uses import BOTH, MAKE
from migrate.lift.methods.reader import Reading
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import TreeGraph
from migrate.model.values import called

_TENSORS = frozenset(
    [
        *("inputs", "ids", "labels", "logits", "x", "input_tensor", "sequence_length"),
        *("initial_state", "initial_state_fw", "initial_state_bw", "memory_sequence_length"),
    ]
)


def tensors_of(reading: Reading, name: str, graph: TreeGraph) -> dict[str, list[ast.Attribute]]:
    """The places that read attributes of what an attribute holds, by ``object.attribute``.

    Nothing where the object is used in another way, by none that shows it to hold tensors, or asked for what a
    method of some class computes each time.
    """
    found: dict[str, list[ast.Attribute]] = {}
    shows = False
    for place in reading.reads[name]:
        above = reading.parents.get(id(place))
        if not isinstance(above, ast.Attribute) or not isinstance(above.ctx, ast.Load):
            return {}
        use = reading.parents.get(id(above))
        if isinstance(use, ast.Call) and use.func is above:
            return {}
        if any(above.attr in definition.methods for definition in graph.classes.values()):
            return {}
        found.setdefault(f"{name}.{above.attr}", []).append(above)
        shows = shows or _is_tensor(reading, above, graph.rules)
    return found if shows else {}


def _is_tensor(reading: Reading, node: ast.Attribute, rules: LayerRules) -> bool:
    """Whether a value is an argument of TensorFlow's that only a tensor can be."""
    above = reading.parents.get(id(node))
    call = reading.parents.get(id(above)) if isinstance(above, ast.keyword) else above
    symbol = reading.cls.source.called(call) if call is not None else ""
    if not symbol or not isinstance(call, ast.Call):
        return False
    if isinstance(above, ast.keyword):
        return above.arg in _TENSORS
    place = next(n for n, a in enumerate(call.args) if a is node)
    rule = rules.get(symbol)
    if rule is not None:
        return place < len(rule.parameters) and rule.parameters[place] in _TENSORS
    plain = called(symbol).kind == "tensor" and symbol not in MAKE
    return plain and place < (2 if symbol in BOTH else 1)

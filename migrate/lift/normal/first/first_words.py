"""What is put in other words before anything else is read: how functions take their arguments, and short names for them.

Each round reads what the one before wrote: a function that passes its arguments on to one that does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from migrate.lift.normal.classes.own_calls import own_calls
from migrate.lift.normal.first.asked_reuse import asked_reuse
from migrate.lift.normal.first.awkward_names import awkward_names
from migrate.lift.normal.first.joined_lists import joined_lists
from migrate.lift.normal.first.kept_dicts import kept_dicts
from migrate.lift.normal.first.kept_templates import kept_templates
from migrate.lift.normal.first.lists_given import lists_given
from migrate.lift.normal.first.module_partials import module_partials
from migrate.lift.normal.first.numbered_scopes import numbered_scopes
from migrate.lift.normal.first.passed_on import passed_on
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.normal.first.shared_settings import shared_settings
from migrate.lift.normal.first.slim_variables import slim_variables
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import LiftSource
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph

ROUNDS = 12


def first_words(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    defaults: Mapping[str, Mapping[str, str]],
    elsewhere: Collection[Key],
    mentioned: Callable[[str], bool],
    vain: Collection[frozenset[Key]],
) -> list[Repeats]:
    """The next such changes, none of which touches another.

    Args:
      defaults: of TensorFlow's layers, as source.
      elsewhere: the functions that other modules use.
      mentioned: whether a module that is none of these has a name in its text.
      vain: functions for which it does nothing.
    """
    found = module_partials(sources, Creators(graph, rules), mentioned)
    found += passed_on(sources, graph, rules, defaults, elsewhere)
    found += lists_given(sources, graph, elsewhere)
    found += joined_lists(sources, graph, elsewhere, mentioned)
    found += awkward_names(sources, graph, elsewhere)
    found += own_calls(sources, graph, elsewhere)
    found += kept_templates(sources, graph, rules, elsewhere)
    found += numbered_scopes(sources, graph, elsewhere)
    found += shared_settings(sources, graph)
    found += asked_reuse(sources, graph, elsewhere, mentioned)
    found += slim_variables(sources, graph)
    found += kept_dicts(sources, graph)
    return _apart(one for one in found if one.functions not in vain)


def _apart(found: Iterable[Repeats]) -> list[Repeats]:
    """Those that touch nothing that one before them does; the others have their turn in the next round."""
    kept: list[Repeats] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in found:
        own = [(m, e.start, e.end) for m, edits in one.edits.items() for e in edits]
        if any(s <= end and start <= e for m, start, end in own for s, e in spans.get(m, ())):
            continue
        for module, start, end in own:
            spans.setdefault(module, []).append((start, end))
        kept.append(one)
    return kept

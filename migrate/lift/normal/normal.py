"""TF1 code put another way, the same in TF1, that can be lifted where the first way cannot.

Functions inside functions move out with what they read as parameters (`closures`), a number that they count becomes such a
parameter (`running_numbers`), and what creates variables in the middle of an expression becomes statements (`flat`), and so does what stays on the shim (`apart`); what is
prepared for another version of TensorFlow goes (`fallbacks`), a dict of keywords is written out (`keyword_dicts`), names
that a variable holds for a while are, too (`constant_names`), what a turn of a loop may skip stands under an `if`
(`skipped_turns`), and a list of which only the last item is read is that item (`last_of_lists`). Short names of layers are written out where they are called (`aliases`), functions that are chosen are, too, or become one that asks (`chosen_at_calls`, `chosen_calls`), and activations that create
variables are called after their layer (`activations`); a call that makes a variable beside what it computes is put in other
words (`other_words`), as are batch normalizations that `tf.cond` switches (`chosen_norms`) and moving averages of moments (`averaged_moments`). What a scope hands down is
written where its lines make variables (`scope_settings`), what it is told not to hand down goes (`idle_settings`), and one
that is entered again at once is the current one (`scopes_again`); one that was left is entered by its name (`scopes_reentered`), and a layer that is given the scope around it is called so (`scope_layers`). Weights as wide as a tensor that was computed move out with
what uses them (`measured_weights`). What comes out is only kept where it is lifted.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from migrate.lift.normal.absent_names import absent_names_set
from migrate.lift.normal.activations import activations_called
from migrate.lift.normal.aliases import aliases_written
from migrate.lift.normal.apart import set_apart
from migrate.lift.normal.averaged_moments import averages_made
from migrate.lift.normal.chosen_at_calls import choices_written
from migrate.lift.normal.chosen_calls import choices_defined
from migrate.lift.normal.chosen_norms import norms_joined, scopes_given
from migrate.lift.normal.closures import moved_out
from migrate.lift.normal.constant_names import written_names
from migrate.lift.normal.fallbacks import without_fallback
from migrate.lift.normal.flat import flattened
from migrate.lift.normal.idle_settings import handed_partitioners, without_idle_settings
from migrate.lift.normal.keyword_dicts import keywords_written
from migrate.lift.normal.last_of_lists import last_items_named
from migrate.lift.normal.measured_weights import measured_weights
from migrate.lift.normal.optional_functions import options_written
from migrate.lift.normal.other_words import in_other_words
from migrate.lift.normal.outline import outlined
from migrate.lift.normal.running_numbers import counted_by_hand
from migrate.lift.normal.scope_layers import scope_layers_named
from migrate.lift.normal.scope_settings import settings_written
from migrate.lift.normal.scopes_again import current_scopes_said
from migrate.lift.normal.scopes_reentered import names_said
from migrate.lift.normal.skipped_turns import without_continue
from migrate.lift.normal.unpacked import unpacked
from migrate.lift.plans import MIXED, PART
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit, apply_edits

_ROUNDS = 40
Reader = Callable[[str, str], LiftSource]  # (module, text) -> the module with that text


@dataclass(frozen=True)
class Normal:
    """A function of a module in another form.

    Attributes:
      module: its module.
      edit: what replaces its definition.
      needed: the functions that must be lifted for this to be worth it.
    """

    module: str
    edit: Edit
    needed: tuple[Key, ...]


def as_read(form: Normal, source: LiftSource) -> dict[Key, str]:
    """What the functions that a form made are called in the module as it was read.

    A function that stood inside has its own name, ``outer.<locals>.inner``; a part of the function is named as one,
    ``outer.<parts>.outer_weights``.
    """
    owner = form.needed[0][1]
    within = [q for q in source.functions if q.startswith(f"{owner}.<locals>.")]
    found = {}
    for key in form.needed[1:]:
        leaves = {q.rpartition(".")[2]: q for q in within}
        named = [n for n in leaves if key[1] == n or re.fullmatch(rf"(.*_)?{n}(_\d+)?", key[1])]
        best = max(named, key=len, default=None)
        found[key] = leaves[best] if best is not None else f"{owner}{PART}{key[1]}"
    return found


@dataclass(frozen=True)
class Form:
    """The text of a function that other edits write, and its other form."""

    old: str
    new: str

    @staticmethod
    def of(one: Normal, text: str, newline: str) -> Form:
        """Of a form of a function in a text that those edits made."""
        old = text[one.edit.start : one.edit.end]
        new = "".join(str(part) for part in one.edit.parts)
        return Form(old.replace(newline, "\n"), new.replace(newline, "\n"))


def formed(module: str, edit: Edit, forms: Mapping[Key, Form]) -> Edit:
    """An edit that writes such functions in their other form."""
    parts = edit.parts
    for one in (form for key, form in forms.items() if key[0] == module):
        parts = tuple(
            part.replace(one.old, one.new, 1) if isinstance(part, str) else part for part in parts
        )
    return Edit(edit.start, edit.end, parts)


def normal_forms(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    refused: Mapping[Key, Reason],
    read: Reader,
) -> list[Normal]:
    """Other forms of functions that are not lifted as they are.

    Args:
      refused: why not, by function.
      read: makes a module of another text.
    """
    found = []
    partitioned = handed_partitioners(sources, graph)
    names: dict[str, set[str]] = {}
    for module, qualname in sorted({(m, q.partition(".<locals>.")[0]) for m, q in refused}):
        source = sources.get(module)
        node = source.functions.get(qualname) if source is not None else None
        if source is None or node is None or not _is_own(source, qualname, node):
            continue
        if source.definitions[qualname] > 1 or source.skips.within(node):
            continue
        taken = names.setdefault(module, set())
        reason = refused.get((module, qualname))
        measured = reason is not None and reason.code == "TF311"
        creators = Creators(graph, rules)
        mixed = reason is not None and reason.message.endswith(MIXED)
        staying = frozenset(refused) if mixed else frozenset[Key]()
        given = (read, taken, measured, partitioned, staying, sources)
        one = _normal(source, qualname, node, creators, *given)
        if one is not None:
            found.append(one)
    return found


def inner_forms(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    refused: Mapping[Key, Reason],
    read: Reader,
) -> list[Normal]:
    """Functions inside functions that stay, with what stays set apart in them.

    Args:
      refused: as of `normal_forms`.
    """
    found = []
    creators = Creators(graph, rules)
    for (module, qualname), reason in sorted(refused.items()):
        if ".<locals>." not in qualname or not reason.message.endswith(MIXED):
            continue
        source = sources.get(module)
        node = source.functions.get(qualname) if source is not None else None
        if source is None or node is None or source.definitions[qualname] > 1:
            continue
        if source.skips.within(node):
            continue
        now = source
        for _ in range(_ROUNDS):
            edits = set_apart(now, now.functions[qualname], creators, refused.keys())
            if not edits:
                break
            now = read(module, apply_edits(now.text, edits).text)
        if now is not source:
            start, end = source.positions.line_start(node.lineno), source.positions.end(node)
            text = now.text[start : len(now.text) - (len(source.text) - end)]
            found.append(Normal(module, Edit(start, end, (text,)), ((module, qualname),)))
    return found


def _is_own(source: LiftSource, qualname: str, node: FunctionNode) -> bool:
    """Whether it is a function of a module, or a method of a class of it."""
    if node in source.tree.body:
        return True
    classes = (n for n in source.tree.body if isinstance(n, ast.ClassDef))
    return any(node in n.body and qualname == f"{n.name}.{node.name}" for n in classes)


def _normal(
    source: LiftSource,
    qualname: str,
    node: FunctionNode,
    creators: Creators,
    read: Reader,
    taken: set[str],
    measured: bool,
    partitioned: bool,
    staying: frozenset[Key],
    sources: Mapping[str, LiftSource],
) -> Normal | None:
    """The other form of one function.

    Args:
      measured: shapes of tensors that it computes are why it is not lifted.
      partitioned: a scope of the tree may hand a partitioner down.
      staying: the functions that stay, where one of them stands beside what the layer makes.
    """
    start = source.positions.line_start(
        min([node.lineno, *(d.lineno for d in node.decorator_list)])
    )
    end = source.positions.end(node)
    rest = len(source.text) - end
    now, functions = source, [(source.module, qualname)]
    is_method = qualname != node.name  # what is made of it stays in its class
    told = named = False
    for _ in range(_ROUNDS):
        current = now.functions[qualname]
        edits = without_fallback(now, current, creators)
        edits = edits or without_idle_settings(now, current, partitioned)
        edits = edits or current_scopes_said(now, current)
        edits = edits or scope_layers_named(now, current, creators)
        edits = edits or keywords_written(now, current, creators)
        edits = edits or written_names(now, current, creators)
        edits = edits or without_continue(now, current, creators)
        edits = edits or last_items_named(now, current, creators)
        edits = edits or aliases_written(now, current, creators)
        if not is_method:
            edits = edits or choices_defined(now, current, creators, sources)
        edits = edits or choices_written(now, current, creators, sources)
        edits = edits or options_written(now, current, creators, sources)
        edits = edits or activations_called(now, current, creators)
        edits = edits or in_other_words(now, current, creators)
        edits = edits or averages_made(now, current, creators)
        edits = edits or norms_joined(now, current, creators)
        edits = edits or scopes_given(now, current, creators)
        if not edits and not told:  # what a scope hands down goes with it where it is entered again
            edits = names_said(now, current)
            named = named or bool(edits)
        if not edits:
            edits = settings_written(now, current, creators)
            told = told or bool(edits)
        edits = edits or flattened(now, current, creators)
        edits = edits or set_apart(now, current, creators, staying)
        if is_method:
            edits = edits or flattened(now, current, creators, renaming=True)
        if not edits and is_method:
            break
        edits = edits or counted_by_hand(now, current, creators)
        edits = edits or absent_names_set(now, current, creators)
        if not edits:
            edits, names = moved_out(now, current, creators, taken)
            functions += [(source.module, name) for name in names]
            taken |= set(names)
        if not edits and not (told or named):  # what its scopes said was all that was in the way
            edits, name = outlined(now, current, creators, taken)
            functions += [(source.module, name)] if name else []
            taken |= {name}
        if not edits and measured:
            edits, name = measured_weights(now, current, creators, taken)
            functions += [(source.module, name)] if name else []
            taken |= {name}
        if not edits:
            edits = unpacked(now, current, creators)
        edits = edits or flattened(now, current, creators, renaming=True)
        if not edits:
            break
        now = read(source.module, apply_edits(now.text, edits).text)
    if now is source:
        return None
    text = now.text[start : len(now.text) - rest]
    return Normal(source.module, Edit(start, end, (text,)), tuple(functions))

"""Resolve: the canonical TF1 symbol of every reference, through any import style and across modules."""

from migrate.resolve.bindings import Binding, Scope
from migrate.resolve.paths import TensorFlowPath
from migrate.resolve.references import Reference
from migrate.resolve.symbols import ModuleSymbols
from migrate.resolve.tree_index import ModuleSummary, TreeIndex

__all__ = [
    "Binding",
    "ModuleSummary",
    "ModuleSymbols",
    "Reference",
    "Scope",
    "TensorFlowPath",
    "TreeIndex",
]

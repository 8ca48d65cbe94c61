"""Exporters: what is exported while an estimator is trained and evaluated."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Exporter", "FinalExporter", "LatestExporter"]


class Exporter:
    """What exports after evaluations: it has a `name` and :meth:`export`."""

    @property
    def name(self) -> str:
        raise NotImplementedError

    def export(
        self,
        estimator: Any,
        export_path: str,
        checkpoint_path: str,
        eval_result: Mapping[str, Any] | None,
        is_the_final_export: bool,
    ) -> Any:
        """Exports below `export_path`; gives the directory, or None."""
        raise NotImplementedError


class FinalExporter(Exporter):
    """Exports the model after the last evaluation (TF 1.15 estimator/exporter.py)."""

    def __init__(
        self,
        name: str,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
    ) -> None:
        self._name = name
        self._how = (serving_input_receiver_fn, assets_extra, as_text)

    @property
    def name(self) -> str:
        return self._name

    def export(
        self,
        estimator: Any,
        export_path: str,
        checkpoint_path: str,
        eval_result: Mapping[str, Any] | None,
        is_the_final_export: bool,
    ) -> Any:
        del eval_result
        if not is_the_final_export:
            return None
        return estimator.export_saved_model(export_path, *self._how, checkpoint_path)


class LatestExporter(FinalExporter):
    """Exports after every evaluation and keeps the last ones.

    Raises:
      ValueError: `exports_to_keep` is given and not positive.
    """

    def __init__(
        self,
        name: str,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        exports_to_keep: int | None = 5,
    ) -> None:
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text)
        if exports_to_keep is not None and exports_to_keep <= 0:
            raise ValueError("`exports_to_keep`, if provided, must be a positive number")
        self._keep = exports_to_keep

    def export(
        self,
        estimator: Any,
        export_path: str,
        checkpoint_path: str,
        eval_result: Mapping[str, Any] | None,
        is_the_final_export: bool,
    ) -> Any:
        made = super().export(estimator, export_path, checkpoint_path, eval_result, True)
        if self._keep is not None:
            numbered = sorted((d for d in os.listdir(export_path) if d.isdigit()), key=int)
            for old in numbered[: -self._keep]:
                shutil.rmtree(os.path.join(export_path, old))
        return made

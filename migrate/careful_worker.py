"""A worker that a mistake of the tool costs one file, not the run."""

from __future__ import annotations

from migrate.discover import SourceEntry
from migrate.errors import debugging, describe
from migrate.outcomes import FileOutcome, Status
from migrate.tree import Facts
from migrate.worker import FirstPass, Worker


class CarefulWorker(Worker):
    """Each pass over a file that raises leaves the file as it is, with the error as the reason (TF208)."""

    def read(self, key: int, entry: SourceEntry) -> FirstPass:
        try:
            return super().read(key, entry)
        except Exception as error:
            self._outcomes[key] = _failed(entry, error)
            return FirstPass(done=True)

    def resolve(self, key: int, entry: SourceEntry) -> Facts | None:
        try:
            return super().resolve(key, entry)
        except Exception as error:
            self._outcomes[key] = _failed(entry, error)
            return None

    def migrate(self, key: int, entry: SourceEntry) -> FileOutcome:
        try:
            return super().migrate(key, entry)
        except Exception as error:
            return _failed(entry, error)


def _failed(entry: SourceEntry, error: Exception) -> FileOutcome:
    if debugging():
        raise error
    reason = f"internal error: {describe(error)}; please report it"
    return FileOutcome(entry.out, Status.FAILED, reason)

"""What becomes of each scoped function: verdicts, binding times and lifting plans, as plain data."""

from migrate.plan.verdicts import verdicts

__all__ = ["verdicts"]

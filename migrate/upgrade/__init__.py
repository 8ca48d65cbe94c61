"""Upgrade: the TF1 symbols of one module become what TF 2, compat_scope or another library calls them.

One idea per file: `references` (table-driven names), `calls` (argument changes), `shapes` (Dimension),
`graph_mode` (graph programs), `fetched` (what sessions return), `op_names` (eager code), `keras` (Keras 3),
`imports` (import statements and aliases), `absl_program` (flags and `app.run`). Each decides edits and diagnostics; nothing here changes text.
"""

from migrate.upgrade.module import Upgraded, examine, upgrade

__all__ = ["Upgraded", "examine", "upgrade"]

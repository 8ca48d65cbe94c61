"""tf.keras in a graph program: Keras 2 in TF 1.15, Keras 3 now."""

from __future__ import annotations

from migrate.upgrade.context import Context

# What makes variables, by the start of the symbol.
_MAKERS = (
    "tf.keras.layers.",
    "tf.keras.applications.",
    "tf.keras.models.",
    "tf.keras.Model",
    "tf.keras.Sequential",
)


def report_keras(context: Context) -> None:
    """Says once per module, where Keras first makes variables, that their names are other ones now."""
    for reference in context.symbols.references:
        symbol = reference.path.symbol
        if symbol.startswith(_MAKERS) and not context.skipped(reference.node):
            message = f"{symbol} is Keras 3's now: its variables have other names in checkpoints"
            context.report(reference.node, "TF106", message)
            return

"""``python -m migrate rules --pages DIR``: the rules and the diagnostics as Markdown, from the data that the tool goes by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from migrate.answers import Answer


def write_pages(
    folder: Path,
    namespaces: Mapping[str, Mapping[str, Answer]],
    diagnostics: Mapping[str, Mapping[str, Any]],
    summary: Callable[[Answer], str],
) -> int:
    """Writes ``README.md``, ``<namespace>.md`` for each namespace and ``<code>.md`` for each diagnostic.

    Returns:
      The number of files.
    """
    pages = {
        **{name: _namespace(name, members, summary) for name, members in namespaces.items()},
        **{code: _diagnostic(code, page) for code, page in diagnostics.items()},
    }
    pages["README"] = _index(namespaces, diagnostics)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return len(pages)


def _namespace(name: str, members: Mapping[str, Answer], summary: Callable[[Answer], str]) -> str:
    rows = []
    for symbol, answer in sorted(members.items()):
        text = summary(answer).replace("|", "\\|")
        if answer.code:
            text = text.replace(f"[{answer.code}]", f"[{answer.code}]({answer.code}.md)")
        rows.append(f"| `{symbol}` | {text} |\n")
    return f"# {name}\n\n| TF 1.15 | becomes |\n|---|---|\n{''.join(rows)}"


def _diagnostic(code: str, page: Mapping[str, Any]) -> str:
    head = f"# {code}: {page['title']}\n\nSeverity: {page['severity']}.\n\n"
    return f"{head}{page['explanation'].strip()}\n\n**What to do:** {page['advice']}\n"


def _index(
    namespaces: Mapping[str, Mapping[str, Answer]], diagnostics: Mapping[str, Mapping[str, Any]]
) -> str:
    lists = [f"- [{name}]({name}.md): {len(m)} symbols\n" for name, m in sorted(namespaces.items())]
    codes = [f"- [{code}]({code}.md): {p['title']}\n" for code, p in sorted(diagnostics.items())]
    return f"# Rules\n\n{''.join(lists)}\n# Diagnostics\n\n{''.join(codes)}"

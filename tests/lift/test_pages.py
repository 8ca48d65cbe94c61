"""The pages of the reasons: each says what to change, with code that stays for this reason and code that lifts."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from migrate.rulebook import load_toml, rules_dir
from tests.lift.lifting import Lifted

PAGES = load_toml(rules_dir() / "diagnostics.toml")
_EXAMPLES = re.compile(r"^    # stays\n(.*)^    # lifts\n(.*)", re.M | re.S)
# What no change of the code helps with, or what there is no code for.
_WITHOUT = {"TF300", "TF301", "TF308", "TF312", "TF315"}
CODES = sorted(c for c in PAGES if c.startswith("TF3") and c not in _WITHOUT)


def examples(code: str) -> tuple[str, str]:
    found = _EXAMPLES.search(PAGES[code]["explanation"])
    assert found is not None, f"the page of {code} has no examples"
    stays, lifts = (
        f"import tensorflow as tf\n\n\n{textwrap.dedent(text)}" for text in found.groups()
    )
    return stays, lifts


@pytest.mark.parametrize("code", CODES)
def test_it_stays_for_this_reason(code: str, tmp_path: Path) -> None:
    text = examples(code)[0]
    assert text.count(f"# {code}") == 1
    found = Lifted(tmp_path, text)
    assert [n for n, codes in found.codes.items() if codes[0] == code], found.codes


@pytest.mark.parametrize("code", CODES)
def test_with_the_change_it_lifts(code: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, examples(code)[1])
    tiers = {n: tier for n, tier in found.tiers.items() if found.codes[n][0] != "TF318"}
    assert tiers
    assert set(tiers.values()) == {"lifted"}
    assert code == "TF318" or tiers == found.tiers

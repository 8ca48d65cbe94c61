"""Edits: what is not edited stays, nested edits compose, positions can be followed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrate.rewrite.edits import Edit, OverlapError, Quote, apply_edits, insert, replace


def test_replace_and_insert():
    assert apply_edits("tf.log(x)", [replace(3, 6, "math.log"), insert(9, " + 1")]).text == (
        "tf.math.log(x) + 1"
    )


def test_an_edit_inside_a_quote_is_applied_there():
    text = "f(g(x))"
    wrap = Edit(2, 6, ("abs(", Quote(2, 6), ")"))
    assert apply_edits(text, [wrap, replace(2, 3, "h")]).text == "f(abs(h(x)))"


def test_edits_outside_the_quotes_of_a_replaced_span_go_with_it():
    assert apply_edits("f(a, b)", [Edit(0, 7, (Quote(2, 3),)), replace(5, 6, "c")]).text == "a"


def test_overlap_is_an_error():
    with pytest.raises(OverlapError):
        apply_edits("abcdef", [replace(0, 3, "x"), Edit(2, 5, (Quote(2, 5),)), replace(4, 6, "y")])


def test_equal_edits_count_once():
    assert apply_edits("ab", [replace(0, 1, "x"), replace(0, 1, "x")]).text == "xb"


@st.composite
def texts_and_edits(draw):
    text = draw(st.text(alphabet="abc\n", max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        replace(start, end, draw(st.text(alphabet="XY", max_size=3)))
        for start, end in zip(cuts[::2], cuts[1::2])
    ]
    return text, edits


@given(texts_and_edits())
def test_everything_outside_the_edits_is_kept_and_found_again(case):
    text, edits = case
    rendered = apply_edits(text, edits)
    covered = {i for e in edits for i in range(e.start, e.end)}
    for i, character in enumerate(text):
        if i not in covered:
            assert rendered.text[rendered.moved(i)] == character
    kept = "".join(c for i, c in enumerate(text) if i not in covered)
    added = sum(len(p) for e in edits for p in e.parts)
    assert len(rendered.text) == len(kept) + added

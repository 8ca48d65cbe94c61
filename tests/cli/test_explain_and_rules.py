"""``explain`` and ``rules`` read what ships in ``rules/``."""

from __future__ import annotations

import pytest

from migrate.rulebook import load_toml, rules_dir

CODES = load_toml(rules_dir() / "diagnostics.toml")


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_page(command, code):
    ran = command("explain", code.lower())
    page = CODES[code]
    assert ran.status == 0
    assert ran.lines[0] == f"{code} ({page['severity']}): {page['title']}"
    assert page["explanation"].strip() in ran.stdout.decode()
    assert ran.lines[-1] == f"What to do: {page['advice']}"


def test_all_codes_are_listed(command):
    ran = command("explain")
    assert [line.split()[0] for line in ran.lines] == sorted(CODES)


def test_an_unknown_code(command):
    ran = command("explain", "TFF101")
    assert ran.status == 2
    assert "there is no code TFF101; did you mean TF101" in ran.stderr


def test_namespaces_are_listed(command):
    ran = command("rules")
    assert ran.status == 0
    assert any(
        line.startswith("tf.layers: ") and "migrate.compat_scope" in line for line in ran.lines
    )


@pytest.mark.parametrize("name", ["tf.layers", "layers"])
def test_the_symbols_of_a_namespace(command, name):
    ran = command("rules", name)
    assert ran.status == 0
    assert (
        "tf.layers.dense: on migrate.compat_scope: migrate.compat_scope.layers.dense" in ran.lines
    )
    assert ran.lines == sorted(ran.lines)


def test_one_symbol(command):
    ran = command("rules", "tf.get_variable")
    assert ran.lines == [
        "tf.get_variable: on migrate.compat_scope: migrate.compat_scope.get_variable"
    ]


def test_an_unknown_namespace(command):
    ran = command("rules", "tf.contrib.layer")
    assert ran.status == 2
    assert "there are no rules for tf.contrib.layer; did you mean tf.contrib.layers" in ran.stderr


def test_the_projects_own_rules_are_listed(command, tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x.toml").write_text('[replace."tf.layers.dense"]\nto = "mylib.dense"\n')
    (tmp_path / "pyproject.toml").write_text('[tool.migrate]\nrules = ["mine"]\n')
    monkeypatch.chdir(tmp_path)
    assert command("rules", "tf.layers.dense").lines == [
        "tf.layers.dense: replaced by another library: mylib.dense"
    ]
    (tmp_path / "mine" / "x.toml").write_text("[rename\n")
    ran = command("rules", "tf.layers.dense")
    assert (ran.status, "not valid TOML" in ran.stderr) == (2, True)


def test_pages_say_what_the_lists_say(command, tmp_path):
    ran = command("rules", "--pages", str(tmp_path / "pages"))
    namespaces = [line.partition(":")[0] for line in command("rules").lines]
    assert ran.lines == [f"{len(namespaces) + len(CODES) + 1} pages in {tmp_path / 'pages'}"]
    layers = (tmp_path / "pages" / "tf.layers.md").read_text()
    for line in command("rules", "tf.layers").lines:
        symbol, _, becomes = line.partition(": ")
        assert f"| `{symbol}` | {becomes} |" in layers
    assert "[TF107](TF107.md)" in (tmp_path / "pages" / "tf.contrib.tpu.md").read_text()
    for code, page in CODES.items():
        assert page["advice"] in (tmp_path / "pages" / f"{code}.md").read_text()


def test_pages_are_of_everything(command, tmp_path):
    ran = command("rules", "tf.layers", "--pages", str(tmp_path))
    assert ran.status == 2
    assert "leave NAMESPACE out" in ran.stderr

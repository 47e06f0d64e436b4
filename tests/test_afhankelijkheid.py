import pytest

from lib.afhankelijkheid import LIB, bestanden_van, modules_in


@pytest.mark.parametrize(
    ("bron", "modules"),
    [
        ("import lib.editie", {"editie"}),
        ("from lib import labels, fouten", {"labels", "fouten"}),
        ("from lib.tabel import lees_tabel", {"tabel"}),
        ("def f():\n    from lib.paden import RAW", {"paden"}),
        ("import pandas\nfrom os import path", set()),
        ("from lib import __version__", set()),
    ],
)
def test_imports_van_lib(bron, modules):
    assert modules_in(bron) == modules


def test_volgt_imports_door_en_neemt_bijlagen_mee():
    namen = {
        pad.relative_to(LIB).as_posix() for pad in bestanden_van("from lib.pagina import schrijf_pagina")
    }
    assert {"pagina.py", "editie.py", "fouten.py", "paden.py", "uitvoeren.py"} <= namen
    assert {"sjabloon/kaarten/index.html.j2", "sjabloon/stijl.css"} <= namen
    assert "labels.py" not in namen


def test_een_module_die_niet_wordt_gebruikt_telt_niet_mee(tmp_path):
    (tmp_path / "__init__.py").touch()
    (tmp_path / "editie.py").write_text('import lib.fouten\nSTIJL = "mooi.toml"\n')
    (tmp_path / "fouten.py").write_text("x = 1\n")
    (tmp_path / "paden.py").write_text("y = 2\n")
    (tmp_path / "mooi.toml").write_text("")
    namen = [pad.name for pad in bestanden_van("from lib.editie import a", tmp_path)]
    assert namen == ["__init__.py", "editie.py", "fouten.py", "mooi.toml"]

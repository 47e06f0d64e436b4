import pytest

from lib.grond.afhankelijkheid import LIB, bestanden_van, modulenaam, modules_in


@pytest.mark.parametrize(
    ("bron", "modules"),
    [
        ("import lib.editie.editie", {"lib.editie.editie"}),
        ("from lib.labels import besluiten, dekking", {"lib.labels.besluiten", "lib.labels.dekking"}),
        ("from lib.grond.tabel import lees_tabel", {"lib.grond.tabel"}),
        ("def f():\n    from lib.grond.paden import RAW", {"lib.grond.paden"}),
        ("import pandas\nfrom os import path", set()),
        ("from lib import __version__", {"lib"}),
        ("from lib.bestaatniet import x", set()),
    ],
)
def test_imports_van_lib(bron, modules):
    assert modules_in(bron) == modules


def test_volgt_imports_door_en_neemt_bijlagen_mee():
    namen = {
        pad.relative_to(LIB).as_posix() for pad in bestanden_van("from lib.pagina.html import schrijf_pagina")
    }
    grond = {f"grond/{naam}.py" for naam in ("fouten", "paden", "schrijven")}
    assert {"pagina/html.py", "editie/editie.py", *grond} <= namen
    assert {"pagina/sjabloon/kaarten/index.html.j2", "pagina/sjabloon/stijl.css"} <= namen
    assert "labels/besluiten.py" not in namen


def test_een_module_die_niet_wordt_gebruikt_telt_niet_mee(tmp_path):
    (tmp_path / "__init__.py").touch()
    (tmp_path / "editie.py").write_text('import lib.fouten\nSTIJL = "mooi.toml"\n')
    (tmp_path / "fouten.py").write_text("x = 1\n")
    (tmp_path / "paden.py").write_text("y = 2\n")
    (tmp_path / "mooi.toml").write_text("")
    namen = [pad.name for pad in bestanden_van("from lib import editie", tmp_path)]
    assert namen == ["__init__.py", "editie.py", "fouten.py", "mooi.toml"]


@pytest.fixture
def pakketten(tmp_path):
    """A library of packages, with a name that is handed on lazily and a file in another package."""
    for naam, inhoud in {
        "__init__.py": "if TYPE_CHECKING:\n    from lib.gezicht import open_editie",
        "gezicht.py": "from lib.kaart.blad import teken",
        "grond/__init__.py": "",
        "grond/fouten.py": "x = 1",
        "grond/ander.py": "y = 1",
        "kaart/__init__.py": '"""Maps."""',
        "kaart/blad.py": 'def teken():\n    from lib.grond import fouten\nVORM = "stijl.toml"',
        "kaart/blad2.py": "z = 1",
        "kaart/leeg/__init__.py": "z = 1",
        "kaart/leeg/diep.py": "import lib.grond.ander",
        "beeld/stijl.toml": "",
    }.items():
        (tmp_path / naam).parent.mkdir(exist_ok=True)
        (tmp_path / naam).write_text(inhoud)
    return tmp_path


BASIS = ["__init__.py"]
KAART = ["kaart/blad.py"]


@pytest.mark.parametrize(
    ("bron", "verwacht"),
    [
        ("from lib.grond.fouten import x", [*BASIS, "grond/fouten.py"]),
        ("from lib.grond import fouten", [*BASIS, "grond/fouten.py"]),
        ("import lib.grond.fouten as f", [*BASIS, "grond/fouten.py"]),
        ("from lib.kaart.blad import teken", [*BASIS, *KAART, "beeld/stijl.toml", "grond/fouten.py"]),
        (
            "from lib import open_editie",
            [*BASIS, *KAART, "beeld/stijl.toml", "gezicht.py", "grond/fouten.py"],
        ),
        (
            "from lib.kaart.leeg import diep",
            [*BASIS, "grond/ander.py", "kaart/leeg/__init__.py", "kaart/leeg/diep.py"],
        ),
        ("import lib", ["__init__.py"]),
        ("import lib.kaart", ["__init__.py", "kaart/__init__.py"]),
    ],
)
def test_in_pakketten_telt_alleen_wat_wordt_gebruikt(pakketten, bron, verwacht):
    gevonden = [pad.relative_to(pakketten).as_posix() for pad in bestanden_van(bron, pakketten)]
    assert gevonden == sorted(verwacht, key=lambda naam: pakketten / naam)


def test_elk_bestand_van_lib_wordt_gevonden_bij_de_naam_waarmee_het_wordt_ingevoerd():
    for pad in LIB.rglob("*.py"):
        assert pad in bestanden_van(f"import {modulenaam(pad)}"), pad


def test_geen_import_in_lib_is_relatief():
    """A relative import would not be seen by what decides on staleness."""
    regels = [regel for pad in LIB.rglob("*.py") for regel in pad.read_text().splitlines()]
    assert not [regel for regel in regels if regel.lstrip().startswith("from .")]

"""Parts and sequels are relations between projects, seen from both sides and across editions."""

import pandas as pd
import pytest

from lib.analyse.relaties import alle_relaties, lees_relaties, relatielijst
from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.pagina.projectpagina import projectadres

TOML = """titel = "Proef {naam}"
peildatum = 2026-01-01
indelingsjaar = 2026
herkomst = "bron"
vorige = "{vorige}"
[bestanden]
projecten = "p.csv"
{rest}
"""
KOP = "project_id,relatie,editie,ander_project_id,argument,datum\n"


def maak(map_, naam: str, relaties: str = "", vorige: str = "", koppeling: str = ""):
    (map_ / naam).mkdir()
    rest = ""
    if relaties:
        (map_ / naam / "r.csv").write_text(KOP + relaties)
        rest += 'relaties = "r.csv"\n'
    if koppeling:
        (map_ / naam / "k.csv").write_text("project_id,vorige_project_id,reden\n" + koppeling)
        rest += 'koppeling = "k.csv"\n'
    (map_ / naam / "p.csv").write_text("titel\n")
    (map_ / naam / "edition.toml").write_text(TOML.format(naam=naam, vorige=vorige, rest=rest))
    return lees_editie(naam, map_)


def test_relation_is_seen_from_both_sides(tmp_path):
    proef = maak(tmp_path, "nu", "a,onderdeel_van,,b,Zelfde pagina,2026-01-01\nc,vervolg_op,,b,Later,\n")
    regels = alle_relaties(proef, {"a", "b", "c"})[["project_id", "woord", "ander_project_id"]]
    assert regels.to_numpy().tolist() == [
        ["a", "Onderdeel van", "b"],
        ["b", "Omvat", "a"],
        ["c", "Vervolg op", "b"],
        ["b", "Gevolgd door", "c"],
    ]
    titels = pd.DataFrame({"project_id": ["a", "b", "c"], "titel": ["A", "B", "C"]})
    lijst = relatielijst(lees_relaties(proef, {"a", "b", "c"}), titels)
    assert lijst[["project", "relatie", "ander_project"]].to_numpy().tolist() == [
        ["A", "onderdeel van", "B"],
        ["C", "vervolg op", "B"],
    ]


def test_earlier_edition_knows_what_followed(tmp_path):
    toen = maak(tmp_path, "toen")
    nu = maak(
        tmp_path, "nu", "a,vervolg_op,toen,x,Zelfde partijen,\n", "toen", "b,y,Zelfde programma\nc,,Nieuw\n"
    )
    assert alle_relaties(nu, {"a", "b", "c"})[["project_id", "woord", "editie"]].to_numpy().tolist() == [
        ["a", "Vervolg op", "toen"],
        ["b", "Hetzelfde project als", "toen"],
    ]
    terug = alle_relaties(toen, {"x", "y"})[["project_id", "woord", "editie", "ander_project_id"]]
    assert terug.to_numpy().tolist() == [
        ["x", "Gevolgd door", "nu", "a"],
        ["y", "Later ook bekend als", "nu", "b"],
    ]
    assert alle_relaties(toen, {"z"}).empty


@pytest.mark.parametrize(
    ("regel", "kolom", "waarde", "tip"),
    [
        ("abd,vervolg_op,,b,Want,", "project_id", "abd", "abc"),
        ("abc,vervolg_op,,bb,Want,", "ander_project_id", "bb", "b"),
        ("abc,vervolg_op,nergens,b,Want,", "editie", "nergens", ""),
        ("b,vervolg_op,,b,Want,", "ander_project_id", "", ""),
        ("abc,hoort_bij,,b,Want,", "relatie", "hoort_bij", ""),
        ("abc,vervolg_op,,b,,", "argument", "", ""),
    ],
)
def test_fault_names_its_cell_and_leaves_the_row_out(tmp_path, regel, kolom, waarde, tip):
    gelezen = lees_relaties(maak(tmp_path, "nu", regel + "\n"), {"abc", "b"})
    assert gelezen.regels.empty
    assert (gelezen.fouten[0].rij, gelezen.fouten[0].kolom, gelezen.fouten[0].waarde) == (2, kolom, waarde)
    assert not tip or gelezen.fouten[0].suggestie == tip


def test_same_pair_twice_keeps_the_first(tmp_path):
    proef = maak(tmp_path, "nu", "a,vervolg_op,,b,Want,\na,onderdeel_van,,b,Want,\n")
    gelezen = lees_relaties(proef, {"a", "b"})
    assert gelezen.regels["relatie"].tolist() == ["vervolg_op"] and [f.rij for f in gelezen.fouten] == [3]


def test_other_columns_are_a_fault_of_structure(tmp_path):
    proef = maak(tmp_path, "nu", "a,vervolg_op,,b,Want,\n")
    (tmp_path / "nu" / "r.csv").write_text("project,relatie\na,b\n")
    with pytest.raises(InvoerFouten):
        lees_relaties(proef, {"a", "b"})


def test_address_of_a_page_differs_for_each_id_and_is_fit_for_a_file():
    ids = ["a/b", "a_b", "a b", "A", "a", "..", "é", "a#b", "a_2fb"]
    adressen = [projectadres(id_) for id_ in ids]
    assert len(set(map(str.casefold, adressen))) == len(ids)
    assert all(adres.count("/") == 1 and adres.isascii() and "#" not in adres for adres in adressen)

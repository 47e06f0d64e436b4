"""Projects followed from edition to edition: by their id, by links of people, and what is proposed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.analyse.koppeling import KOPPELKOLOMMEN, Koppeling, gebruikt, koppel, lees_koppeling, tel_verloop
from lib.analyse.koppelvoorstel import HERNOEMD, TWIJFELACHTIG, voorstellen
from lib.editie.editie import lees_editie
from lib.gebied.namen import lees_naamgids
from lib.grond.fouten import InvoerFouten

EDITION = """\
titel = "Proef"
peildatum = 2019-06-28
indelingsjaar = 2017
herkomst = "bron"
{vorige}
[bestanden]
projecten = "projecten.csv"
koppeling = "koppeling.csv"
"""


def editie(map_, tekst, vorige='vorige = "eerder"'):
    (map_ / "proef").mkdir()
    (map_ / "proef" / "edition.toml").write_text(EDITION.format(vorige=vorige), encoding="utf-8")
    (map_ / "proef" / "projecten.csv").write_text("titel\n", encoding="utf-8")
    (map_ / "proef" / "koppeling.csv").write_text(tekst, encoding="utf-8")
    return lees_editie("proef", map_)


def regels(*rijen):
    tabel = pd.DataFrame(rijen, columns=list(KOPPELKOLOMMEN), dtype="str")
    return Koppeling("k.csv", tabel, [])


def projecten(*ids):
    return pd.DataFrame({"project_id": list(ids)}, dtype="str")


def paren(verloop):
    return set(verloop.fillna("-").itertuples(index=False, name=None))


def test_gelijk_id_is_hetzelfde_project_en_een_koppeling_gaat_voor():
    koppeling = regels(("nieuw", "oud", "zo is het"), ("x-2", "x", "andere volgorde"), ("y", "", "nieuw"))
    verloop, afgekeurd = koppel(
        projecten("a", "nieuw", "x", "x-2", "y", "z"), projecten("a", "oud", "x", "y", "w"), koppeling
    )
    assert afgekeurd.empty
    assert paren(verloop) == {
        ("a", "a", "project_id"),
        ("nieuw", "oud", "koppeling"),
        ("x-2", "x", "koppeling"),
        ("x", "-", ""),  # its id is that of a project that is now called otherwise
        ("y", "-", "koppeling"),
        ("z", "-", ""),
        ("-", "y", ""),
        ("-", "w", ""),
    }
    assert tel_verloop(verloop) == {"gebleven": 3, "gekoppeld": 2, "nieuw": 3, "niet meer": 2}
    assert gebruikt(verloop, koppeling).to_dict("list") == {
        "project_id": ["nieuw", "x-2", "y"],
        "was": ["oud", "x", ""],
        "reden": ["zo is het", "andere volgorde", "nieuw"],
    }


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")), st.data())
def test_elk_project_staat_er_precies_een_keer_in(nu, toen, data):
    kies = st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", *"abcdef"]))
    koppeling = regels(*((een, ander, "reden") for een, ander in data.draw(st.lists(kies, max_size=4))))
    verloop, _ = koppel(projecten(*sorted(nu)), projecten(*sorted(toen)), koppeling)
    assert sorted(verloop["project_id"].dropna()) == sorted(nu)
    assert sorted(verloop["vorige_project_id"].dropna()) == sorted(toen)


def test_foute_regels_worden_afgekeurd_met_plaats_en_voorstel(tmp_path):
    tekst = (
        "# toelichting\nproject_id,vorige_project_id,reden\nniuew,oud,tikfout\nnieuw,out,tikfout\na,oud,\n"
    )
    koppeling = lees_koppeling(editie(tmp_path, tekst))
    verloop, afgekeurd = koppel(projecten("nieuw", "a"), projecten("oud", "a"), koppeling)
    assert paren(verloop) == {("nieuw", "-", ""), ("a", "a", "project_id"), ("-", "oud", "")}
    gevonden = set(afgekeurd[["rij", "kolom", "waarde", "suggestie"]].itertuples(index=False, name=None))
    assert gevonden >= {
        (3, "project_id", "niuew", "nieuw"),
        (4, "vorige_project_id", "out", "oud"),
        (3, "vorige_project_id", "oud", ""),
        (5, "vorige_project_id", "oud", ""),
    }
    assert afgekeurd.loc[afgekeurd["kolom"] == "reden", "rij"].tolist() == [5]


def test_verkeerde_kolommen_of_geen_vorige_editie_stopt(tmp_path):
    with pytest.raises(InvoerFouten, match="vorig_id: onbekende kolom.*vorige_project_id"):
        lees_koppeling(editie(tmp_path, "project_id,vorig_id,reden\n"))
    ander = tmp_path / "ander"
    ander.mkdir()
    with pytest.raises(InvoerFouten, match="vorige"):
        lees_koppeling(editie(ander, "project_id,vorige_project_id,reden\n", vorige=""))


def test_zonder_bestand_geen_koppeling():
    assert lees_koppeling(lees_editie("voorbeeld")).regels.empty


# ---- proposals ------------------------------------------------------------------------------------


def lijst(**per_id):
    vast = {
        "omschrijving": "Huisarts en wijkteam helpen ouderen thuis.",
        "zorgverzekeraars": ["Menzis"],
        "wmo_regios": ["Twente"],
        "thema": "ouderen",
        "instrument": ["werkwijze"],
        "schaal": "gemeente",
        "is_minimacontract": False,
    }
    return pd.DataFrame(
        {"project_id": id_, "titel": titel, "gemeenten": [code], "vorm": vorm} | vast
        for id_, (titel, code, vorm) in per_id.items()
    )


TOEN = {
    "langer": ("Langer thuis in Almelo", "GM0141", "ontwikkelproject"),
    "weg": ("Rookvrij", "GM0153", "x"),
}


def stel_voor(nu, toen, koppeling=()):
    nu, toen = lijst(**nu), lijst(**toen)
    verloop = koppel(nu, toen, regels(*koppeling)).verloop
    uit = voorstellen(nu, toen, verloop, lees_naamgids(2017))
    return list(uit[["soort", "project_id", "vorige_project_id"]].itertuples(index=False, name=None))


def test_een_andere_titel_op_dezelfde_plaats_is_een_voorstel_ook_in_een_latere_fase():
    nu = {"thuis": ("Almelo: langer thuis, vervolg", "GM0141", "implementeren")}
    assert stel_voor(nu, TOEN) == [(HERNOEMD, "thuis", "langer")]
    assert stel_voor(nu, TOEN, [("thuis", "langer", "ja")]) == []
    assert stel_voor(nu, TOEN, [("thuis", "", "nee, nieuw")]) == []


def test_een_ander_onderwerp_of_een_andere_plaats_is_geen_voorstel():
    assert stel_voor({"a": ("Crisisbed dichtbij in Almelo", "GM0141", "ontwikkelproject")}, TOEN) == []
    assert stel_voor({"a": ("Langer thuis in Enschede", "GM0153", "ontwikkelproject")}, TOEN) == []


def test_zelfde_id_op_een_andere_plaats_is_twijfelachtig_en_wie_het_dan_wel_is_staat_erbij():
    toen = {
        "langer-thuis": ("Langer thuis", "GM0141", "ontwikkelproject"),
        "langer-thuis-2": ("Langer thuis", "GM0153", "ontwikkelproject"),
    }
    nu = {"langer-thuis": ("Langer thuis", "GM0153", "doorontwikkelen")}
    assert stel_voor(nu, toen) == [
        (HERNOEMD, "langer-thuis", "langer-thuis-2"),
        (TWIJFELACHTIG, "langer-thuis", "langer-thuis"),
    ]
    assert stel_voor({"langer-thuis": toen["langer-thuis"]}, toen) == []

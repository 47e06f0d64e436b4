"""Names as people write them: what is matched, how, and what is only proposed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.gebied.aliassen import alle_aliassen, lees_aliassen, sleutel
from lib.gebied.namen import Gidstabellen, Naamgids, lees_naamgids
from lib.grond.fouten import InvoerFouten
from lib.inlezen.projecten import lees_maatstaf, scheid

GEMEENTEN = pd.DataFrame(
    {
        "gm_code": ["GM0001", "GM0002", "GM0003", "GM0004"],
        "gm_naam": ["Dorp", "Stad", "Súd-Oord", "De Wal"],
        "provincie": ["Noord", "Noord", "Stad", "Stad"],
        "wmo_regio": ["Regio Dorp", "Regio Dorp", "Stad", "Stad"],
    }
)
REGIOS = pd.DataFrame(
    {
        "regio_soort": ["wmo_regio", "wmo_regio", "zorgkantoorregio"],
        "code": ["WMO01", "WMO02", "ZK01"],
        "naam": ["Regio Dorp", "Stad", "Elders"],
        "naam_gedrukt": ["Dorp e.o.", "Stad", "Elders"],
    }
)
KERN = pd.DataFrame({"wmo_regio": ["Regio Dorp", "Stad"], "grootste_verzekeraar": ["Ver", "Ver"]})
VERZEKERAARS = pd.DataFrame({"naam": ["Ver", "Zorg en Hulp"]})


def aliassen(*rijen: tuple[str, str, str, str]) -> pd.DataFrame:
    tabel = pd.DataFrame(rijen, columns=["soort", "alias", "naam", "opmerking"], dtype=str)
    return tabel.assign(bestand="aliassen.csv", rij=range(2, 2 + len(rijen)))


def gids(*rijen: tuple[str, str, str, str], andere_jaren=None, **opties) -> Naamgids:
    tabellen = Gidstabellen(GEMEENTEN, REGIOS, KERN, VERZEKERAARS, aliassen(*rijen), andere_jaren or {})
    return Naamgids(tabellen, **opties)


@pytest.fixture(scope="module")
def echt() -> Naamgids:
    return lees_naamgids(2017)


@pytest.mark.parametrize(
    ("tekst", "code", "hoe"),
    [
        ("  DORP ", "GM0001", "exact"),
        ("Gemeente De Wal", "GM0004", "exact"),
        ("gem. Stad", "GM0002", "exact"),
        ("sud oord", "GM0003", "exact"),
        ("GM0002", "GM0002", "code"),
        ("0002", "GM0002", "code"),
        ("2", "GM0002", "code"),
        ("Vlek", "GM0001", "alias"),
    ],
)
def test_gemeente_is_found_whatever_the_spelling(tekst, code, hoe):
    treffer = gids(("gemeente", "Vlek", "Dorp", "oude naam")).gemeente(tekst)
    assert (treffer.codes, treffer.hoe) == ((code,), hoe)


def test_near_match_is_proposed_and_not_applied():
    treffer = gids().gemeente("Dorrp")
    assert not treffer.gevonden
    assert treffer.suggestie == "Dorp"


def test_alias_goes_before_a_name_and_a_later_alias_before_an_earlier():
    rijen = [("gemeente", "Stad", "Dorp", ""), ("gemeente", "stad", "De Wal", "zo bedoelt deze editie het")]
    treffer = gids(*rijen).gemeente("Stad")
    assert (treffer.codes, treffer.opmerking) == (("GM0004",), "zo bedoelt deze editie het")


@pytest.mark.parametrize("naam", ["Dorp; Stad", "Dorp?"])
def test_ambiguous_alias_is_only_a_proposal(naam):
    treffer = gids(("gemeente", "Vlek", naam, "kan van alles zijn")).plaatsen("vlek")
    assert not treffer.gevonden
    assert treffer.suggestie.startswith("Dorp") and treffer.opmerking == "kan van alles zijn"


def test_alias_of_unknown_names_are_faults_reported_together():
    with pytest.raises(InvoerFouten) as gevangen:
        gids(("gemeente", "a", "Dorrp", ""), ("zorgverzekeraar", "b", "Niemand", ""))
    assert [(f.rij, f.waarde, f.suggestie) for f in gevangen.value.fouten] == [
        (2, "Dorrp", "Dorp"),
        (3, "Niemand", ""),
    ]


def test_old_gemeente_is_translated_to_the_year():
    def herindeling(naam, jaar):
        return (("GM0002", "GM0001"), f"{naam} in {jaar}")

    oud = gids(jaar=2020, andere_jaren={"GM0009": "Oud-Veen"}, herindeling=herindeling)
    for tekst in ("oud veen", "GM0009", "9"):
        treffer = oud.gemeente(tekst)
        assert (treffer.codes, treffer.hoe) == (("GM0001", "GM0002"), "herindeling")
        assert treffer.opmerking == "Oud-Veen in 2020"


def test_gemeente_with_the_name_of_a_region_and_a_province_is_remarked():
    assert (
        gids().gemeente("Stad").opmerking
        == "ook de naam van een Wmo-regio en een provincie; gelezen als gemeente"
    )
    assert gids().gemeente("Dorp").opmerking == ""


@pytest.mark.parametrize(
    ("tekst", "codes", "hoe"),
    [
        ("alle gemeenten in regio Stad", ("GM0003", "GM0004"), "regio"),
        ("Alle 2 gemeenten in de Wmo-regio Dorp", ("GM0001", "GM0002"), "regio"),
        ("hele regio Dorp", ("GM0001", "GM0002"), "regio"),
        ("regio Dorp (alle gemeenten)", ("GM0001", "GM0002"), "regio"),
        ("alle gemeenten in regio Regio Dorp", ("GM0001", "GM0002"), "regio"),
        ("alle gemeenten in provincie Stad", ("GM0003", "GM0004"), "provincie"),
        ("kernwerkgebied Ver", ("GM0001", "GM0002", "GM0003", "GM0004"), "kernwerkgebied"),
        (
            "alle gemeenten in het kernwerkgebied van Ver",
            ("GM0001", "GM0002", "GM0003", "GM0004"),
            "kernwerkgebied",
        ),
        ("Landelijk", ("GM0001", "GM0002", "GM0003", "GM0004"), "landelijk"),
        ("Stad", ("GM0002",), "exact"),
    ],
)
def test_place_expressions(tekst, codes, hoe):
    treffer = gids().plaatsen(tekst)
    assert (treffer.codes, treffer.hoe) == (codes, hoe)


@pytest.mark.parametrize(
    ("tekst", "suggestie"),
    [
        ("regio Dorp", "alle gemeenten in regio Dorp"),
        ("provincie Noord", "alle gemeenten in provincie Noord"),
        ("Dorp, Stad en De Wal", "Dorp; Stad; De Wal"),
        ("kernwerkgebied Verr", "kernwerkgebied Ver"),
        ("kernwerkgebied Zorg en Hulp", ""),
        ("alle gemeenten in regio Dorrp", "alle gemeenten in regio Regio Dorp"),
    ],
)
def test_what_does_not_say_which_gemeenten_is_not_applied(tekst, suggestie):
    treffer = gids().plaatsen(tekst)
    assert not treffer.gevonden
    assert treffer.suggestie == suggestie


@pytest.mark.parametrize("tekst", ["circa 10 gemeenten", "diverse gemeenten in Dorp", "aantal niet genoemd"])
def test_places_without_names_are_told_to_give_a_reason(tekst):
    treffer = gids().plaatsen(tekst)
    assert not treffer.gevonden
    assert "reden_geen_gemeenten" in treffer.opmerking


@pytest.mark.parametrize("tekst", ["Dorp", "regio dorp", "Wmo-regio Dorp", "Dorp e.o.", "WMO01"])
def test_regio_by_official_printed_and_bare_name(tekst):
    assert gids().regio(tekst).codes == ("Regio Dorp",)


def test_zorgkantoorregio_is_no_wmo_regio():
    assert not gids().regio("Elders").gevonden
    assert gids().zorgkantoorregio("elders").codes == ("Elders",)
    assert not gids().zorgkantoorregio("Stad").gevonden


@pytest.mark.parametrize("tekst", ["Zorg & Hulp", "zorg en hulp", "ZORG  EN HULP"])
def test_zorgverzekeraar_with_ampersand(tekst):
    assert gids().zorgverzekeraar(tekst).codes == ("Zorg en Hulp",)


@given(st.text(max_size=30))
def test_any_text_gives_known_codes_or_none(tekst):
    bekend = set(GEMEENTEN["gm_code"])
    assert set(gids().plaatsen(tekst).codes) <= bekend


@given(st.text(max_size=30))
def test_sleutel_does_not_change_a_sleutel(tekst):
    assert sleutel(sleutel(tekst)) == sleutel(tekst)


def test_alias_table_reports_every_bad_row(tmp_path):
    pad = tmp_path / "aliassen.csv"
    pad.write_text("# uitleg\nsoort,alias,naam,opmerking\ngemeent,a,b,\ngemeente,,b,\n", encoding="utf-8")
    with pytest.raises(InvoerFouten) as gevangen:
        lees_aliassen(pad)
    assert [(f.rij, f.kolom) for f in gevangen.value.fouten] == [(3, "soort"), (4, "alias")]
    assert gevangen.value.fouten[0].suggestie == "gemeente"


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("’s Gravenhage", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen NH", "GM0373"),
        ("Bergen (L)", "GM0893"),
        ("Oltambt", "GM1895"),
        ("Hengelo", "GM0164"),
        ("Hengelo (Gld)", "GM1876"),
        ("Middelburg", "GM0687"),
        ("Veghel", "GM1948"),
        ("Alphen a/d Rijn", "GM0484"),
        ("Sudwest Fryslan", "GM1900"),
        ("363", "GM0363"),
    ],
)
def test_usual_names_of_gemeenten(echt, tekst, code):
    assert echt.plaatsen(tekst).codes == (code,)


@pytest.mark.parametrize(
    "tekst", ["Bergen", "Zeeland", "Twente", "regio Arnhem", "provincie Utrecht", "Salland"]
)
def test_ambiguous_places_are_reported_with_a_proposal(echt, tekst):
    treffer = echt.plaatsen(tekst)
    assert not treffer.gevonden
    assert treffer.suggestie


@pytest.mark.parametrize(
    ("tekst", "naam"),
    [
        ("Haaglanden", "Stadsregio Haaglanden"),
        ("Rijnmond", "Stadsregio Rijnmond"),
        ("Food Valley", "FoodValley"),
        ("IJmond", "Midden-Kennemerland (IJmond)"),
        ("Noord-Oost Brabant", "Noordoost-Brabant"),
        ("Holland-Rijnland", "Holland Rijnland"),
        ("regio Alkmaar/ Noord Kennemerland", "Regio Alkmaar/Noord-Kennemerland"),
        ("Arnhem", "Regio Arnhem"),
    ],
)
def test_usual_names_of_wmo_regios(echt, tekst, naam):
    assert echt.regio(tekst).codes == (naam,)


@pytest.mark.parametrize(
    ("tekst", "naam"),
    [
        ("ZenZ", "Zorg en Zekerheid"),
        ("Zorg & Zekerheid", "Zorg en Zekerheid"),
        ("Achmea", "Zilveren Kruis"),
        ("Agis", "Zilveren Kruis"),
        ("De Friesland Zorgverzekeraar", "De Friesland"),
        ("Salland", "Eno"),
    ],
)
def test_usual_names_of_zorgverzekeraars(echt, tekst, naam):
    assert echt.zorgverzekeraar(tekst).codes == (naam,)


def test_project_aliases_are_unique_and_hide_no_official_name(echt):
    tabel = alle_aliassen()
    tabel = tabel.assign(vorm=tabel["alias"].map(sleutel))
    assert not tabel[tabel.duplicated(["soort", "vorm"])]["alias"].tolist()
    namen = {sleutel(echt.voluit(code).rsplit(" (", 1)[0]) for code in echt.plaatsen("landelijk").codes}
    assert len(namen) == 388
    assert not namen & set(tabel.loc[tabel["soort"] == "gemeente", "vorm"])


def test_later_division_has_a_region_for_every_gemeente():
    later = lees_naamgids(2024)
    alle = later.plaatsen("landelijk").codes
    assert len(alle) == 342
    assert len(later.regios_van(alle)) == 43
    assert later.gemeente("Bedum").codes == ("GM1966",)
    assert later.regios_van(("GM1966",)) == ("Groningen",)


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("867", "GM0867"),
        ("867,0", "GM0867"),
        ("'0160", "GM0160"),
        ('="0160"', "GM0160"),
        ("GM-0160", "GM0160"),
        ("g0160", "GM0160"),
        ("2017GM0160", "GM0160"),
        ("NL.IMBAG.Gemeente.0160", "GM0160"),
        ("0160 Hardenberg", "GM0160"),
        ("Apeldoorn (Gld)", "GM0200"),
        ("Breda (N-Br)", "GM0758"),
        ("Emmen (gemeente)", "GM0114"),
        ("heel Enschede", "GM0153"),
        ("hele gemeente Tilburg", "GM0855"),
        ("Haren (Gr)", "GM0017"),
    ],
)
def test_a_code_or_a_suffix_does_not_hide_a_gemeente(echt, tekst, code):
    assert echt.plaatsen(tekst).codes == (code,)


def test_a_bare_number_is_told_to_be_read_as_a_code(echt):
    assert "kan ook een aantal zijn" in echt.plaatsen("867").opmerking
    assert not echt.plaatsen("GM0867").opmerking and not echt.plaatsen("0867").opmerking
    assert not echt.plaatsen("0160 Hengelo").gevonden, "a code and a name that differ are no gemeente"


@pytest.mark.parametrize(
    ("tekst", "nooit"),
    [("Apeldoorn (ZH)", "Apeldoorn"), ("Rijswijk (L)", "Rijswijk"), ("Elst (Ut)", "Overbetuwe")],
)
def test_a_province_never_leads_to_another(echt, tekst, nooit):
    treffer = echt.plaatsen(tekst)
    assert not treffer.gevonden and treffer.suggestie != nooit


@pytest.mark.parametrize(
    ("tekst", "voorstel"),
    [
        ("Zeeland (provincie)", "alle gemeenten in provincie Zeeland"),
        ("heel Utrecht", "Utrecht of alle gemeenten in provincie Utrecht"),
        ("hele GGD-regio Twente", "alle gemeenten in regio Twente"),
        ("hele regio Limburg-Noord", "alle gemeenten in regio Noord-Limburg"),
        ("zorgkantoorregio Twente", "alle gemeenten in zorgkantoorregio Twente"),
        ("Beetsterzwaag en Den Haag", "Beetsterzwaag; Den Haag"),
        ("Breda, Nuenen, Gerwen en Nederwetten", "Breda; Nuenen, Gerwen en Nederwetten"),
        ("Aalden", "Coevorden"),
        ("Skarsterlân", "Heerenveen of De Fryske Marren"),
        ("Echten", "De Wolden of De Fryske Marren"),
    ],
)
def test_what_is_less_sure_is_proposed(echt, tekst, voorstel):
    treffer = echt.plaatsen(tekst)
    assert not treffer.gevonden and set(treffer.suggestie.split(" of ")) == set(voorstel.split(" of "))


@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        ("alle gemeenten in Gelderland", 54),
        ("heel Fryslân", 24),
        ("alle gemeenten in provincie NB", 64),
        ("hele regio Rotterdam", 15),
        ("alle gemeenten in zorgkantoorregio Drenthe", 12),
        ("alle gemeenten in jeugdregio Twente", 14),
    ],
)
def test_a_whole_area_of_any_division(echt, tekst, aantal):
    assert len(echt.plaatsen(tekst).codes) == aantal


def test_a_region_with_two_extents_says_which_was_taken(echt):
    opmerking = echt.plaatsen("hele regio Nijmegen").opmerking
    assert "de Wmo-regio; de zorgkantoorregio Nijmegen heeft" in opmerking
    assert "zorgkantoorregio" not in echt.plaatsen("hele regio Twente").opmerking


def test_woonplaats_lies_in_the_gemeente_of_the_year():
    assert lees_naamgids(2024).plaatsen("Beerta").suggestie == "Oldambt"
    assert lees_naamgids(2024).plaatsen("Middelstum").suggestie == "Eemsdelta"


@pytest.mark.parametrize(
    ("tekst", "naam"),
    [
        ("Zorgkantoor Menzis B.V.", "Menzis"),
        ("OWM CZ groep Zorgverzekeraar U.A.", "CZ"),
        ("OHRA/CZ", "CZ"),
        ("Ditzo (a.s.r.)", "ASR"),
        ("Stichting Zorgkantoor DSW", "DSW"),
        ("Interpolis Zorgverzekeringen N.V.", "Zilveren Kruis"),
    ],
)
def test_legal_form_and_label_of_an_insurer(echt, tekst, naam):
    assert echt.zorgverzekeraar(tekst).codes == (naam,)


@pytest.mark.parametrize("tekst", ["Menzis/CZ", "Zorg en Zekerheid en CZ", "Groep", "Stichting"])
def test_two_insurers_or_none_are_not_one(echt, tekst):
    assert not echt.zorgverzekeraar(tekst).gevonden


def test_a_concern_is_the_insurer_of_the_year_and_unsure_ones_are_proposed():
    toen, later = (lees_naamgids(jaar).zorgverzekeraar("Promovendum") for jaar in (2017, 2023))
    assert (toen.suggestie, later.suggestie) == ("VGZ", "EUCARE")
    assert not toen.gevonden and "zekerheid laag" in toen.opmerking


def test_a_separator_leaves_known_names_whole():
    maatstaf = lees_maatstaf()
    for kolom, cel, delen in [
        ("gemeenten", "Nuenen, Gerwen en Nederwetten, Breda", ["Nuenen, Gerwen en Nederwetten", " Breda"]),
        (
            "wmo_regios",
            "Regio Alkmaar/Noord-Kennemerland/Twente",
            ["Regio Alkmaar/Noord-Kennemerland", "Twente"],
        ),
    ]:
        assert scheid(cel, "[,/]", maatstaf.kent(kolom)).split(";") == delen

"""The counts of the venster: by hand on small tables, and all of the example against the planted truth."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.editie.editie import Editie, lees_editie
from lib.grond.paden import WORTEL
from lib.grond.tabel import lees_tabel
from lib.venster.inlezen import lees_venster
from lib.venster.onderdrukking import lees_beleid
from lib.venster.pagina import toon_jaren, toon_verloop, toon_vooraf
from lib.venster.stof import Vensterstof
from lib.venster.tellen import (
    ALLE,
    CEL,
    NEDERLAND,
    meetjaren,
    paren,
    publiceer,
    regios_met_antwoord,
    respons,
    tel,
    tel_cijfers,
    tel_paren,
)
from lib.venster.uitschieters import lees_uitschieterregel

WAARHEID = WORTEL / "tests" / "waarheid" / "voorbeeld" / "venster"
INTERN = lees_beleid("intern")


def antwoorden(*rijen: tuple) -> pd.DataFrame:
    """Return answers from (meetjaar, regio, partij, organisatie, onderdeel, antwoord)."""
    kolommen = ["meetjaar", "regio", "partij", "organisatie", "onderdeel", "antwoord"]
    tabel = pd.DataFrame(rijen, columns=kolommen)
    soort = tabel["onderdeel"].map(lambda naam: "cijfer" if naam == "cijfer" else "ja_nee")
    leeg = {"versie": "2020", "toelichting": "", "ondersteuningsbehoefte": "", "bestand": "", "blad": ""}
    return tabel.assign(soort=soort, antwoord=tabel["antwoord"].astype("str"), **leeg, rij=2)


def genodigd(*rijen: tuple) -> pd.DataFrame:
    return pd.DataFrame(rijen, columns=["meetjaar", "regio", "partij", "organisatie"])


WIE = [
    ("A", "gemeenten", "een"),
    ("A", "gemeenten", "twee"),
    ("A", "zorgkantoor", "CZ"),
    ("B", "zorgkantoor", "CZ"),
]
GEVRAAGD = genodigd(*[(jaar, *wie) for jaar in (2020, 2021) for wie in WIE])
KLEIN = antwoorden(
    (2020, "A", "gemeenten", "een", "agenda", "ja"),
    (2020, "A", "gemeenten", "twee", "agenda", "nee"),
    (2020, "A", "zorgkantoor", "CZ", "agenda", "nee"),
    (2020, "B", "zorgkantoor", "CZ", "agenda", None),
    (2021, "A", "gemeenten", "een", "agenda", "nee"),
    (2021, "A", "gemeenten", "een", "cijfer", "7"),
    (2021, "A", "zorgkantoor", "CZ", "cijfer", "4.5"),
    (2021, "A", "zorgkantoor", "CZ", "agenda", "ja"),
)


def cel(tabel: pd.DataFrame, *sleutel) -> dict:
    return tabel.set_index(CEL).loc[sleutel].to_dict()


def test_per_partij_en_samen_met_de_hand():
    uitkomst = tel(KLEIN, GEVRAAGD)
    gemeenten = cel(uitkomst, 2020, "A", "gemeenten", "agenda")
    assert (gemeenten["n_genodigd"], gemeenten["n_antwoord"], gemeenten["n_ja"]) == (2, 2, 1)
    alle = cel(uitkomst, 2020, NEDERLAND, ALLE, "agenda")
    assert (alle["n_genodigd"], alle["n_antwoord"], alle["n_ja"]) == (4, 3, 1)
    # Wilson (1927) for 1 of 3 at 95 %: (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    assert alle["laag"] == pytest.approx(0.0615, abs=1e-4) and alle["hoog"] == pytest.approx(0.7923, abs=1e-4)


def test_leeg_is_geen_nee():
    leeg = cel(tel(KLEIN, GEVRAAGD), 2020, "B", "zorgkantoor", "agenda")
    assert (leeg["n_genodigd"], leeg["n_antwoord"], leeg["n_ja"]) == (1, 0, 0)
    assert pd.isna(leeg["aandeel_ja"]) and pd.isna(leeg["laag"])


def test_wie_niet_is_gevraagd_in_een_jaar_zonder_lijst_telt_toch():
    zonder = tel(KLEIN, GEVRAAGD[GEVRAAGD["meetjaar"] == 2020])
    een = cel(zonder, 2021, "A", "gemeenten", "agenda")
    assert een["n_antwoord"] == 1 and een["n_ja"] == 0 and pd.isna(een["n_genodigd"])
    stand = respons(KLEIN, GEVRAAGD[GEVRAAGD["meetjaar"] == 2020])
    assert stand.loc[stand["meetjaar"] == 2021, "n_genodigd"].isna().all()
    assert (
        not publiceer(zonder, tel_paren(paren(KLEIN)), INTERN)[0]
        .query("meetjaar == 2021")["indicatief"]
        .any()
    )


def test_cijfers_zijn_een_gemiddelde_per_partij():
    cijfers = tel_cijfers(KLEIN, GEVRAAGD)
    assert cel(cijfers, 2021, NEDERLAND, ALLE, "cijfer")["gemiddelde"] == pytest.approx(5.75)
    assert cel(cijfers, 2021, "A", "gemeenten", "cijfer")["n_antwoord"] == 1
    assert set(cijfers["meetjaar"]) == {2021}


def test_een_regio_telt_als_een_van_beide_antwoordde():
    tabel = regios_met_antwoord(respons(KLEIN, GEVRAAGD)).set_index(["meetjaar", "partij"])
    assert tabel.loc[(2020, "zorgverzekeraar of zorgkantoor")].tolist() == [1, 2]
    assert tabel.loc[(2020, "gemeenten")].tolist() == [1, 1]


def test_alleen_wie_twee_keer_antwoordde_wordt_vergeleken():
    beide = paren(KLEIN)
    assert beide[["organisatie", "toen", "nu"]].to_numpy().tolist() == [
        ["een", "ja", "nee"],
        ["CZ", "nee", "ja"],
    ]
    geteld = tel_paren(beide).set_index(["meetjaar", "groep", "partij"])
    assert geteld.loc[(2021, "ook in 2020", ALLE), ["n_antwoord", "n_ja"]].tolist() == [2, 1]
    assert geteld.loc[(2020, "ook in 2021", "gemeenten"), ["n_antwoord", "n_ja"]].tolist() == [1, 1]


# --- the example ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def voorbeeld() -> Vensterstof:
    editie = lees_editie("voorbeeld")
    gelezen = lees_venster(editie)
    return Vensterstof(
        editie, gelezen.venster, gelezen.genodigd, lees_beleid("openbaar"), lees_uitschieterregel()
    )


@pytest.fixture(scope="module")
def waarheid() -> pd.DataFrame:
    tabel = lees_tabel(WAARHEID / "tellingen.csv")
    return tabel.astype({"meetjaar": "int64", "n_genodigd": "int64", "n_antwoord": "int64"})


def test_elke_cel_is_die_van_de_waarheid(voorbeeld, waarheid):
    waar = waarheid[waarheid["n_ja"] != ""].astype({"n_ja": "int64"})
    samen = voorbeeld.cellen.merge(waar, on=CEL, how="outer", suffixes=("", "_waar"), validate="one_to_one")
    assert len(samen) == len(waar) == len(voorbeeld.cellen)
    for naam in ("n_genodigd", "n_antwoord", "n_ja"):
        assert (samen[naam] == samen[f"{naam}_waar"]).all(), naam


def test_elk_gemiddelde_cijfer_is_dat_van_de_waarheid(voorbeeld, waarheid):
    waar = waarheid[waarheid["gemiddelde"] != ""].astype({"gemiddelde": float})
    eigen = tel_cijfers(voorbeeld.antwoorden, voorbeeld.genodigd)
    samen = eigen.merge(waar, on=CEL, how="right", suffixes=("", "_waar"), validate="one_to_one")
    assert samen["gemiddelde"].to_numpy(float) == pytest.approx(samen["gemiddelde_waar"].to_numpy(), abs=1e-4)


def test_wat_getoond_wordt_klopt_en_wat_niet_mag_staat_er_niet(voorbeeld, waarheid):
    waar = waarheid[waarheid["n_ja"] != ""].set_index(CEL)["n_ja"].astype("int64")
    uitkomst = voorbeeld.uitkomst.set_index(CEL)
    getoond = ~uitkomst["onderdrukt"]
    assert (uitkomst.loc[getoond, "n_ja"] == waar.reindex(uitkomst.index)[getoond]).all()
    assert uitkomst.loc[~getoond, ["n_ja", "aandeel_ja", "laag", "hoog"]].isna().all().all()
    klein = uitkomst["n_antwoord"].between(1, voorbeeld.beleid.minimum_n - 1)
    assert uitkomst.loc[klein, "onderdrukt"].all() and 0.1 < (~getoond).mean() < 0.9


def _cellen(beelden) -> dict[str, list[list[str]]]:
    """Return the text of every table by its caption, row by row."""
    from lxml import html

    tabellen = {}
    for beeld in beelden:
        if beeld.soort == "text/html":
            boom = html.fromstring(beeld.inhoud)
            rijen = [[cel.text_content() for cel in rij] for rij in boom.iterfind(".//tbody/tr")]
            tabellen[boom.findtext(".//caption")] = rijen
    return tabellen


@pytest.fixture(scope="module")
def pagina(voorbeeld, tmp_path_factory) -> dict[str, list[list[str]]]:
    doel = tmp_path_factory.mktemp("pagina")
    with pytest.MonkeyPatch.context() as lap:
        lap.setenv("KAARTEN_UITVOER", str(doel))
        tabellen = _cellen([*toon_vooraf(voorbeeld), *toon_verloop(voorbeeld), *toon_jaren(voorbeeld, {})])
        assert (doel / "figures" / "voorbeeld" / "venster-verloop.png").is_file()
        return tabellen


def test_elk_getal_op_de_pagina_is_dat_van_de_waarheid(voorbeeld, waarheid, pagina):
    """All regions, parties and onderdelen of all years: the share and n, or that it is not shown."""
    waar = waarheid[waarheid["n_ja"] != ""].set_index(CEL)
    weg = voorbeeld.uitkomst.set_index(CEL)["onderdrukt"]
    gezien = 0
    for jaar in meetjaren(voorbeeld.antwoorden):
        titel = f"Aandeel JA {jaar} per regio, op alfabet (tussen haakjes: interval, 95 %; * indicatief)"
        assert [rij[0] for rij in pagina[titel]] == sorted(rij[0] for rij in pagina[titel])
        for regio, partij, _, *teksten in pagina[titel]:
            for onderdeel, tekst in zip(("agenda", "proces", "resultaat"), teksten, strict=True):
                sleutel = (jaar, regio, partij.replace("alle\xa0samen", ALLE), onderdeel)
                assert _klopt(tekst, waar.loc[sleutel], weg[sleutel]), (sleutel, tekst)
                gezien += 1
    assert gezien == 3 * 31 * 4 * 3


def _klopt(tekst: str, waar: pd.Series, weg: bool) -> bool:
    n = int(waar["n_antwoord"])
    if n == 0:
        return tekst == "geen antwoord"
    if weg:
        return tekst == f"niet getoond (n = {n})"
    procent = f"{round(100 * int(waar['n_ja']) / n + 1e-9)}"
    dichtbij = {procent, f"{100 * int(waar['n_ja']) / n:.0f}"}
    return any(tekst.startswith(f"{deel}\xa0%\xa0van\xa0{n}\xa0(") for deel in dichtbij)


def test_respons_op_de_pagina(voorbeeld, pagina):
    wie = lees_tabel(voorbeeld.editie.bestand("venster_genodigd"))
    gaf = lees_tabel(WAARHEID / "antwoorden.csv")
    gaf = gaf[gaf["antwoord"] != ""].drop_duplicates(["meetjaar", "regio", "partij", "organisatie"])
    for jaar in meetjaren(voorbeeld.antwoorden):
        for partij, gevraagd, antwoord, _, regios in pagina[
            f"Respons {jaar}: wie is gevraagd en wie antwoordde"
        ]:
            hier = [deel[deel["meetjaar"] == str(jaar)] for deel in (wie, gaf)]
            if partij != "alle partijen samen":
                hier = [deel[deel["partij"] == partij] for deel in hier]
            assert [gevraagd, antwoord] == [str(len(deel)) for deel in hier]
            assert regios == f"{hier[1]['regio'].nunique()} van 31"


def test_verandering_op_de_pagina_is_die_van_de_waarheid(pagina):
    gaf = lees_tabel(WAARHEID / "antwoorden.csv")
    gaf = gaf[gaf["antwoord"].isin(["ja", "nee"])]
    wie = ["regio", "partij", "organisatie", "onderdeel"]
    toen = gaf[gaf["meetjaar"] == "2020"].set_index(wie)["antwoord"].to_dict()
    rijen = pagina["Wie twee keer antwoordde: veranderd sinds de eerste meting?"]
    assert len(rijen) == 2 * 3 * 4
    for jaar, onderdeel, partij, n, *getallen, _ in rijen:
        nu = gaf[(gaf["meetjaar"] == jaar) & (gaf["onderdeel"] == onderdeel)]
        nu = nu if partij == "alle partijen samen" else nu[nu["partij"] == partij]
        stappen = [
            (toen[sleutel], antwoord)
            for sleutel, antwoord in nu.set_index(wie)["antwoord"].items()
            if sleutel in toen
        ]
        waar = [stappen.count(stap) for stap in (("ja", "ja"), ("ja", "nee"), ("nee", "ja"), ("nee", "nee"))]
        assert int(n) == len(stappen)
        assert getallen in ([str(m) for m in waar], ["–"] * 4)


def test_het_ijkpunt_staat_naast_2020_en_nergens_anders(voorbeeld, pagina):
    assert [naam for naam in pagina if "is gepubliceerd" in naam] == ["Naast wat over 2020 is gepubliceerd"]
    gepubliceerd = [rij[1] for rij in pagina["Naast wat over 2020 is gepubliceerd"]]
    assert gepubliceerd == ["33 van 43", "36 van 43", "6,6"]
    assert pagina["Naast wat over 2020 is gepubliceerd"][2][2] == "niet gevraagd"
    assert voorbeeld.ijkpunt(2021).empty


def test_de_geplante_regio_valt_op_en_er_is_geen_rangorde(voorbeeld, pagina):
    opvallend = pagina["Regio's die opvallen in 2022"]
    assert [rij[0] for rij in opvallend] == sorted(rij[0] for rij in opvallend)
    assert "Flevoland" in {rij[0] for rij in opvallend}  # planted: insurers and zorgkantoor all NEE


def test_zonder_venster_blijft_de_pagina_heel():
    assert (
        len(list(toon_vooraf(None))) == 1 and not list(toon_verloop(None)) and not list(toon_jaren(None, {}))
    )


def test_een_nieuw_jaar_telt_vanzelf_mee(tmp_path, monkeypatch):
    """A consultant adds a year: no code knows which years there are."""
    monkeypatch.setenv("KAARTEN_UITVOER", str(tmp_path))
    later = KLEIN[KLEIN["meetjaar"] == 2021].assign(meetjaar=2027)
    editie = Editie(
        map=Path("proef"),
        titel="proef",
        peildatum=date(2027, 1, 1),
        indelingsjaar=2017,
        herkomst="synthetisch",
        bestanden={"venster": "x"},
    )
    wie = pd.concat([GEVRAAGD, GEVRAAGD[GEVRAAGD["meetjaar"] == 2021].assign(meetjaar=2027)])
    stof = Vensterstof(
        editie, pd.concat([KLEIN, later], ignore_index=True), wie, INTERN, lees_uitschieterregel()
    )
    tabellen = _cellen([*toon_verloop(stof), *toon_jaren(stof, {})])
    assert stof.jaren == [2027, 2021, 2020]
    assert "Aandeel JA 2027, heel Nederland" in tabellen
    assert {rij[0] for rij in tabellen["Wie twee keer antwoordde: veranderd sinds de eerste meting?"]} == {
        "2021",
        "2027",
    }

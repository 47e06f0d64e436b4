"""The codes of open answers: words, model, people, and who wins; measured on the planted truth."""

import json
import math
from types import SimpleNamespace

import pandas as pd
import pytest

from lib.editie.editie import lees_editie
from lib.grond.fouten import InvoerFouten
from lib.grond.paden import WORTEL
from lib.grond.tabel import lees_tabel
from lib.labels.codeboek import OPEN_VELDEN, lees_codeboek
from lib.labels.codeurs import lees_codecorrecties, lees_coderingen
from lib.labels.ijking import ijking, scores
from lib.labels.overeenstemming import CODEERSLEUTEL, vergelijk_codeurs
from lib.labels.woordcodering import heeft_code, woordcodes
from lib.venster.inlezen import lees_venster
from lib.venster.onderdrukking import lees_beleid
from lib.venster.open.codering import (
    CODEURS_ONEENS,
    CORRECTIE,
    HAND,
    MODEL,
    codeer,
    na_te_lezen,
    open_teksten,
    prestatie,
)
from lib.venster.open.pagina import toon_codeurs, toon_onderwerpen, toon_zekerheid
from lib.venster.open.telling import behoefte_ja_nee, citaten, tel_behoefte, tel_codes, zonder_afzender
from lib.venster.stof import Vensterstof
from lib.venster.uitschieters import lees_uitschieterregel

WAARHEID = WORTEL / "tests" / "waarheid" / "voorbeeld" / "venster"
BOEK = lees_codeboek()
CODE = {code.code: code for code in BOEK.codes}


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "code", "verwacht"),
    [
        ("Wij hebben te weinig tijd.", "capaciteit", True),
        ("Er zijn geen mensen voor.", "capaciteit", True),
        ("Aan capaciteit ontbreekt het niet.", "capaciteit", False),
        ("Er is geen gebrek aan tijd.", "capaciteit", False),
        ("Tijd genoeg, maar geen mandaat.", "capaciteit", False),
        ("Tijd genoeg, maar geen mandaat.", "mandaat", True),
        ("Het mandaat is goed geregeld.", "mandaat", False),
        ("De financiële schotten zitten in de weg.", "geld", True),
        ("Onze gesprekspartners wisselden vaak.", "wisseling", True),
        ("We weten elkaar goed te vinden.", "korte_lijnen", True),
        ("Er is geen vertrouwen.", "korte_lijnen", False),
        ("Geen behoefte aan procesbegeleiding.", "begeleiding", False),
        ("Geen behoefte aan procesbegeleiding.", "geen", True),
        ("n.v.t.", "geen", True),
        ("Wij hebben geen cijfers; graag hulp.", "geen", False),
    ],
)
def test_woorden_met_verbuiging_gemis_en_ontkenning(tekst, code, verwacht):
    assert heeft_code(tekst, CODE[code], BOEK.taal) is verwacht


def test_het_codeboek_meldt_al_zijn_fouten_samen(tmp_path):
    pad = tmp_path / "codeboek.toml"
    tekst = (WORTEL / "data" / "raw" / "register" / "codeboek.toml").read_text(encoding="utf-8")
    tekst = tekst.replace('soort = "sterk"', 'soort = "streng"', 1).replace("bereik = 4", "berijk = 4")
    pad.write_text(tekst.replace('code = "geld"', 'code = "mandaat"'), encoding="utf-8")
    with pytest.raises(InvoerFouten) as gevangen:
        lees_codeboek(pad)
    assert {"soort", "berijk", "bereik"} <= {fout.kolom for fout in gevangen.value.fouten}
    assert any(fout.waarde == "mandaat" for fout in gevangen.value.fouten)


# --- two coders ----------------------------------------------------------------------------------


def _codering(codeur: str, *codes: list[str]) -> pd.DataFrame:
    vast = {
        "meetjaar": 2020,
        "regio": "A",
        "partij": "gemeenten",
        "onderdeel": "agenda",
        "veld": "toelichting",
    }
    return pd.DataFrame(
        [{**vast, "organisatie": str(i), "codeur": codeur, "codes": c} for i, c in enumerate(codes)]
    )


def test_kappa_en_alpha_met_de_hand():
    """Both 4, neither 4, one alone 1 and 1: Po = 0.8, Pe = 0.5, kappa = 0.6; alpha = 1 - 0.2 / (10/19)."""
    een = _codering("A", *[["x"]] * 4, *[[]] * 4, ["x"], [])
    ander = _codering("B", *[["x"]] * 4, *[[]] * 4, [], ["x"])
    gelijk = vergelijk_codeurs(pd.concat([een, ander]), {"toelichting": ["x"]})
    rij = gelijk.per_code.iloc[0]
    assert rij[["beide", "alleen_een", "alleen_ander", "geen"]].tolist() == [4, 1, 1, 4]
    assert rij["kappa"] == pytest.approx(0.6)
    assert gelijk.alpha == rij["alpha"] == pytest.approx(1 - 0.2 / (10 / 19))
    assert (gelijk.n_dubbel, gelijk.n_gelijk) == (10, 8)


def test_zonder_tweede_codeur_of_zonder_verschil_geen_getal():
    een = _codering("A", ["x"], ["x"])
    assert vergelijk_codeurs(een, {"toelichting": ["x"]}) is None
    altijd = vergelijk_codeurs(pd.concat([een, _codering("B", ["x"], ["x"])]), {"toelichting": ["x"]})
    assert math.isnan(altijd.alpha) and math.isnan(altijd.per_code.at[0, "kappa"])


# --- the example ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proef() -> SimpleNamespace:
    editie = lees_editie("voorbeeld")
    gelezen = lees_venster(editie)
    stof = Vensterstof(
        editie, gelezen.venster, gelezen.genodigd, lees_beleid("openbaar"), lees_uitschieterregel()
    )
    teksten = open_teksten(stof.antwoorden)
    coderingen = lees_coderingen(editie.alle_bestanden("venster_codering"), teksten, BOEK)
    correcties = lees_codecorrecties(editie.bestand("codering_correcties"), teksten, BOEK)
    waar = lees_tabel(WAARHEID / "teksten.csv").astype({"meetjaar": "int64"})
    return SimpleNamespace(
        stof=stof,
        teksten=teksten,
        coderingen=coderingen,
        correcties=correcties,
        waar=waar,
        codering=codeer(teksten, coderingen, correcties, BOEK),
    )


@pytest.fixture(scope="module")
def met_waarheid(proef) -> pd.DataFrame:
    """Every text × code with the truth, and what the word list says."""
    delen = []
    for veld in OPEN_VELDEN:
        eigen = proef.teksten[proef.teksten["veld"] == veld].reset_index(drop=True)
        hits = woordcodes(eigen["tekst"], BOEK.van_veld(veld), BOEK)
        delen.append(
            eigen[CODEERSLEUTEL].join(hits).melt(id_vars=CODEERSLEUTEL, var_name="code", value_name="lijst")
        )
    samen = proef.codering.codes.merge(
        proef.waar[[*CODEERSLEUTEL, "codes", "lastig"]], on=CODEERSLEUTEL, validate="many_to_one"
    )
    samen = samen.merge(pd.concat(delen), on=[*CODEERSLEUTEL, "code"], validate="one_to_one")
    waar = [code in codes.split(";") for code, codes in zip(samen["code"], samen["codes"], strict=True)]
    return samen.assign(waar=waar, lijst=samen["lijst"].astype(bool))


def test_elk_open_antwoord_krijgt_een_oordeel_per_code(proef, met_waarheid):
    assert len(proef.teksten) == len(proef.waar) and len(met_waarheid) == len(proef.codering.codes)
    assert proef.codering.codes["zekerheid"].between(0, 1).all()
    gelijk = proef.teksten.merge(proef.waar, on=CODEERSLEUTEL, suffixes=("", "_waar"))
    assert (gelijk["tekst"] == gelijk["tekst_waar"]).all()  # masked, exactly as planted


def test_het_model_is_beter_dan_een_woordenlijst(met_waarheid):
    """On answers that nobody coded: the model finds far more, and is right more often."""
    nieuw = met_waarheid[met_waarheid["herkomst"] == MODEL]
    lijst, model = (scores(nieuw["waar"], nieuw[naam]) for naam in ("lijst", "toegekend"))
    assert model["vangst"] > lijst["vangst"] + 0.15
    assert model["precisie"] > lijst["precisie"]
    assert model["f1"] > lijst["f1"] + 0.1


def test_ontkenning_en_ironie_gaan_ook_beter(met_waarheid):
    lastig = met_waarheid[(met_waarheid["lastig"] == "ja") & (met_waarheid["herkomst"] == MODEL)]
    assert scores(lastig["waar"], lastig["toegekend"])["f1"] > scores(lastig["waar"], lastig["lijst"])["f1"]


def test_ook_op_ongeziene_antwoorden_wint_het_model(proef):
    alle = prestatie(proef.codering.proef).iloc[0]
    assert alle["f1_model"] > alle["f1_woordenlijst"] and alle["n_mens"] == proef.codering.proef["mens"].sum()


def test_een_zekerheid_betekent_wat_zij_zegt(proef):
    bakken = ijking(proef.codering.proef)
    assert bakken["n"].sum() == len(proef.codering.proef)
    assert (bakken["voorspeld"] - bakken["uitgekomen"]).abs().mul(bakken["n"]).sum() / bakken[
        "n"
    ].sum() < 0.05


def test_correctie_gaat_voor_mens_en_mens_voor_model(proef):
    codes = proef.codering.codes
    for rij in proef.correcties.itertuples():
        eigen = codes[(codes[CODEERSLEUTEL] == [getattr(rij, naam) for naam in CODEERSLEUTEL]).all(axis=1)]
        assert set(eigen["herkomst"]) == {CORRECTIE}
        assert set(eigen.loc[eigen["toegekend"], "code"]) == set(rij.codes)
    oordelen = (
        proef.coderingen.explode("codes").dropna(subset="codes").groupby([*CODEERSLEUTEL, "codes"]).size()
    )
    aantal = proef.coderingen.groupby(CODEERSLEUTEL).size()
    for plek, rij in (
        codes[codes["herkomst"].isin([HAND, CODEURS_ONEENS])].set_index([*CODEERSLEUTEL, "code"]).iterrows()
    ):
        stemmen, codeurs = oordelen.get(plek, 0), aantal[plek[:-1]]
        assert rij["herkomst"] == (HAND if stemmen in (0, codeurs) else CODEURS_ONEENS)
        assert rij["herkomst"] == CODEURS_ONEENS or rij["toegekend"] == (stemmen > 0)


def test_een_correctie_wint_ook_van_twee_eensgezinde_codeurs():
    antwoorden = pd.DataFrame(
        [
            {
                **dict.fromkeys(CODEERSLEUTEL[1:5], "x"),
                "meetjaar": 2020,
                "toelichting": "De lijnen zijn kort.",
                "ondersteuningsbehoefte": "",
            }
        ]
    )
    teksten = open_teksten(antwoorden)
    mens = pd.concat([teksten[CODEERSLEUTEL].assign(codeur=wie, codes=[["geld"]]) for wie in "AB"])
    anders = teksten[CODEERSLEUTEL].assign(codes=[["korte_lijnen"]], reden="verlezen")
    codes = codeer(teksten, mens, anders, BOEK).codes
    assert codes.loc[codes["toegekend"], "code"].tolist() == ["korte_lijnen"]
    zonder = codeer(teksten, mens, anders.iloc[:0], BOEK).codes
    assert zonder.loc[zonder["toegekend"], ["code", "herkomst"]].to_numpy().tolist() == [["geld", HAND]]


def test_overeenstemming_is_die_van_de_waarheid(proef):
    waar = json.loads((WAARHEID / "overeenstemming.json").read_text(encoding="utf-8"))
    gelijk = vergelijk_codeurs(
        proef.coderingen, {veld: [c.code for c in BOEK.van_veld(veld)] for veld in OPEN_VELDEN}
    )
    assert {"dubbel": gelijk.n_dubbel, "gelijk": gelijk.n_gelijk} == waar.pop("teksten")
    for rij in gelijk.per_code.itertuples():
        n = waar.get(rij.code, {"n11": 0, "n10": 0, "n01": 0})
        assert (rij.beide, rij.alleen_een, rij.alleen_ander) == (n["n11"], n["n10"], n["n01"])
    assert 0.5 < gelijk.alpha < 0.95
    assert any(
        "stevig" in b.inhoud or "bruikbaar" in b.inhoud for b in toon_codeurs(proef.stof, gelijk, BOEK)
    )


def test_fouten_in_een_codering_komen_samen(proef, tmp_path):
    goed = proef.coderingen.iloc[[0, 0]].assign(codes=["onzin;kort_lijnen", ""])
    fout = goed.iloc[[0]].assign(regio="Nergens", codes="")
    pad = tmp_path / "codering.csv"
    pad.write_text(
        pd.concat([goed, fout])[[*CODEERSLEUTEL, "codeur", "codes"]].to_csv(index=False), encoding="utf-8"
    )
    with pytest.raises(InvoerFouten) as gevangen:
        lees_coderingen([pad], proef.teksten, BOEK)
    fouten = gevangen.value.fouten
    assert [fout.rij for fout in fouten] == [2, 2, 3, 4]
    assert "dit antwoord staat er al" in fouten[2].reden and "geen open antwoord" in fouten[3].reden


def test_getelde_codes_op_de_pagina(proef):
    codes = proef.codering.codes
    geteld = tel_codes(codes, BOEK, 3)
    for rij in geteld.itertuples():
        eigen = codes[codes["toegekend"] & (codes["meetjaar"] == rij.meetjaar)]
        eigen = eigen[eigen["code"].map(BOEK.labels) == rij.label]
        n = len(eigen.drop_duplicates(["regio", "partij", "organisatie"]))
        assert (rij.onderdrukt and n in (1, 2)) or rij.n == n
    html = "".join(beeld.inhoud for beeld in toon_onderwerpen(proef.stof, proef.codering, BOEK))
    namen = {*proef.stof.genodigd["regio"], *proef.stof.genodigd["organisatie"]} - {"Utrecht"}
    assert not [naam for naam in namen if f">{naam}<" in html or f" {naam} " in html]


def test_behoefte_is_afgeleid_en_leeg_is_geen_nee(proef):
    waar = proef.waar[proef.waar["veld"] == "ondersteuningsbehoefte"]
    per = behoefte_ja_nee(proef.codering.codes, proef.stof.genodigd)
    assert len(per) == len(proef.stof.genodigd)
    schreef = set(waar[["meetjaar", "regio", "partij", "organisatie"]].itertuples(index=False, name=None))
    leeg = per[per["behoefte_ja_nee"] == "niets ingevuld"]
    assert not schreef & set(
        leeg[["meetjaar", "regio", "partij", "organisatie"]].itertuples(index=False, name=None)
    )
    assert len(per) - len(leeg) == len(schreef)
    for minimum in (0, 3, 10):
        telling = tel_behoefte(per, minimum)
        open_ = telling[~telling["onderdrukt"]]
        getoond = open_[["ja", "nee", "niets ingevuld"]]
        assert ((getoond == 0) | (getoond >= minimum)).all().all()
        partijen = telling[telling["partij"] != "alle"].groupby("meetjaar")["onderdrukt"].sum()
        totaal = telling[telling["partij"] == "alle"].set_index("meetjaar")["onderdrukt"]
        assert totaal[partijen[partijen == 1].index].all()


def test_citaten_zonder_afzender_en_niet_van_enkelen():
    assert (
        zonder_afzender("De Friesland en Goes zijn het eens", ["Goes", "De Friesland"])
        == "[naam] en [naam] zijn het eens"
    )
    assert zonder_afzender("Beekbergen", ["Beek"]) == "Beekbergen"
    rij = {
        **dict.fromkeys(CODEERSLEUTEL[1:], "x"),
        "meetjaar": 2020,
        "code": "geld",
        "toegekend": True,
        "kans": 0.9,
    }
    codes = pd.DataFrame(
        [{**rij, "organisatie": wie, "tekst": f"Zin van {wie}"} for wie in ("Goes", "Veere")]
    )
    assert citaten(codes, "geld", 2020, 5, 3, []) == []
    assert citaten(codes, "geld", 2020, 5, 2, ["Goes"]) == ["Zin van Veere", "Zin van [naam]"]


def test_wat_twijfelachtig_is_staat_voorop_om_na_te_lezen(proef):
    lijst = na_te_lezen(proef.codering)
    assert (
        (proef.codering.codes["herkomst"] == CODEURS_ONEENS).sum()
        <= len(lijst)
        < 0.2 * len(proef.codering.codes)
    )
    assert CORRECTIE not in set(lijst["herkomst"])
    assert any(
        "woordenlijst alleen" in beeld.inhoud for beeld in toon_zekerheid(proef.stof, proef.codering, BOEK)
    )


def test_zonder_coderingen_leert_het_model_van_het_codeboek(proef):
    leeg = proef.coderingen.iloc[:0]
    codes = codeer(proef.teksten.head(40), leeg, proef.correcties.iloc[:0], BOEK).codes
    assert not set(codes["herkomst"]) & {HAND, CODEURS_ONEENS, CORRECTIE}
    assert codes["zekerheid"].between(0, 1).all()

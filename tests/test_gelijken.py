import numpy as np
import pandas as pd
import pytest

from lib.werkstructuur.buren import Buurt
from lib.werkstructuur.gaten import vind_gaten
from lib.werkstructuur.gelijken import LENZEN, Gebieden, vind_gelijken

NAMEN = ("Aa", "Bee", "Cee", "Dee", "Eem")
GEMEENTEN = pd.DataFrame(
    [(f"GM{n}", naam, naam, 1000) for n, naam in enumerate(NAMEN)],
    columns=["gm_code", "gm_naam", "wmo_regio", "inwoners_2017"],
)


def gebieden(grondslag="gemeten", geschat=()):
    """Aa and Bee are twins; Cee is near them, Dee and Eem are far larger, denser and older."""
    kenmerken = pd.DataFrame(
        {
            "inwoners": [50_000.0, 51_000, 60_000, 400_000, 450_000],
            "oad": [900.0, 910, 1100, 3000, 3300],
            "pct_0_14": [16.0, 16, 15, 12, 12],
            "pct_65plus": [20.0, 20, 21, 14, 13],
        },
        index=list(NAMEN),
    )
    grens = np.zeros((5, 5))
    grens[0, 2] = grens[2, 0] = 12_000
    afstand = np.abs(np.subtract.outer(np.arange(5), np.arange(5))) * 10_000.0
    inwoners = kenmerken["inwoners"].to_numpy(dtype=np.int64)
    return Gebieden(
        "wmo_regio",
        kenmerken,
        pd.Series([naam in geschat for naam in NAMEN], index=list(NAMEN)),
        pd.Series(["CZ", "CZ", "VGZ", "CZ", "VGZ"], index=list(NAMEN)),
        pd.Series(grondslag, index=list(NAMEN)),
        Buurt(NAMEN, grens, afstand, inwoners, afstand),
    )


def projecten(*rijen):
    """(id, region, thema, instrument, vorm[, minder_intensief])."""
    velden = [
        {
            "project_id": rij[0],
            "gemeenten": [f"GM{NAMEN.index(rij[1])}"] if rij[1] else [],
            "wmo_regios": [rij[1]] if rij[1] else [],
            "thema": rij[2],
            "instrument": [rij[3]],
            "vorm": rij[4],
            "minder_intensief": rij[5] if len(rij) > 5 else "",
            "is_minimacontract": False,
        }
        for rij in rijen
    ]
    return pd.DataFrame(velden)


def gaten_van(gebied, *rijen):
    plek = gebieden()
    alle = vind_gaten(vind_gelijken(plek), plek, projecten(*rijen), GEMEENTEN)
    return alle[alle["gebied"] == gebied].reset_index(drop=True)


def test_elk_gebied_heeft_in_elke_lens_gelijken_met_een_reden_en_nooit_zichzelf():
    gelijken = vind_gelijken(gebieden())
    assert set(map(tuple, gelijken[["gebied", "lens"]].to_numpy())) == {
        (n, lens) for n in NAMEN for lens in LENZEN
    }
    assert (gelijken["gebied"] != gelijken["gelijke"]).all()
    assert gelijken["grond"].str.len().min() > 10
    assert (gelijken.groupby(["gebied", "lens"])["afstand"].apply(lambda a: a.is_monotonic_increasing)).all()
    eerste = gelijken[(gelijken["gebied"] == "Aa") & (gelijken["plek"] == 1)].set_index("lens")
    assert eerste["gelijke"].to_dict() == {
        "grootte": "Bee",
        "stedelijkheid": "Bee",
        "leeftijd": "Bee",
        "verzekeraar": "Bee",
        "buren": "Cee",
    }
    assert eerste.loc["grootte", "grond"] == "51.000 inwoners; bij u 50.000 inwoners"
    assert eerste.loc["buren", "grond"] == "gedeelde grens 12 km"


def test_wie_nergens_aan_grenst_krijgt_het_dichtstbijzijnde_midden():
    rij = vind_gelijken(gebieden()).query("gebied == 'Eem' and lens == 'buren'").iloc[0]
    assert rij["gelijke"] == "Dee" and rij["grond"].startswith("grenst nergens aan")


def test_zekerheid_zakt_bij_een_schatting_en_bij_een_benaderde_verzekeraar():
    gelijken = vind_gelijken(gebieden("proxy", geschat=("Bee",))).query("gebied == 'Aa' and plek == 1")
    zeker = gelijken.set_index("lens")["zekerheid"].to_dict()
    assert (zeker["grootte"], zeker["verzekeraar"], zeker["buren"]) == ("middel", "laag", "hoog")


def test_een_onbekend_cijfer_geeft_in_die_lens_geen_gelijken():
    plek = gebieden()
    plek.kenmerken.loc["Bee", "oad"] = np.nan
    gelijken = vind_gelijken(plek)
    assert "stedelijkheid" not in set(gelijken.loc[gelijken["gebied"] == "Bee", "lens"])
    assert "Bee" not in set(gelijken.loc[gelijken["lens"] == "stedelijkheid", "gelijke"])


def test_een_geplant_gat_tussen_twee_gelijke_regios_staat_vooraan():
    rijen = [
        ("o1", "Bee", "ouderen", "werkwijze", "ontwikkelproject"),
        ("g1", "Aa", "ggz", "werkwijze", "ontwikkelproject"),
        *((f"g{n}", naam, "ggz", "beleid", "implementeren") for n, naam in enumerate(NAMEN[1:], start=2)),
    ]
    gaten = gaten_van("Aa", *rijen)
    eerste = gaten.iloc[0]
    assert (eerste["thema"], eerste["gat"], eerste["gelijke"]) == ("ouderen", "thema", "Bee")
    assert eerste["projecten"] == ["o1"] and eerste["met"] == 1
    assert gaten["gat"].to_list() == ["thema", "instrument"]  # though more peers have the second
    assert gaten.iloc[1]["met"] > eerste["met"]


def test_wat_een_gebied_zelf_heeft_is_geen_gat():
    rij = ("ouderen", "werkwijze", "ontwikkelproject")
    assert gaten_van("Aa", ("a", "Aa", *rij), ("b", "Bee", *rij)).empty


def test_bewust_minder_intensief_staat_achteraan_met_de_reden_en_is_zelf_geen_voorbeeld():
    rijen = [
        ("a", "Aa", "ouderen", "beleid", "implementeren", "Wij kiezen voor minder."),
        ("b", "Bee", "ouderen", "werkwijze", "ontwikkelproject"),
        ("c", "Bee", "preventie", "werkwijze", "ontwikkelproject"),
        ("d", "Cee", "jeugd_18", "werkwijze", "ontwikkelproject", "Gestopt."),
    ]
    gaten = gaten_van("Aa", *rijen)
    assert gaten["thema"].to_list() == ["preventie", "ouderen"]
    assert gaten["bewust"].to_list() == ["", "Wij kiezen voor minder."]


def test_een_gebied_zonder_projecten_heeft_gaten_en_de_volgorde_hangt_niet_van_de_rijen_af():
    rijen = [
        ("b", "Bee", "ouderen", "werkwijze", "ontwikkelproject"),
        ("c", "Cee", "ouderen", "werkwijze", "ontwikkelproject"),
        ("d", "Dee", "ggz", "beleid", "implementeren"),
    ]
    een, ander = gaten_van("Aa", *rijen), gaten_van("Aa", *rijen[::-1])
    assert een[["thema", "met", "gelijke"]].to_numpy().tolist()[0] == ["ouderen", 2, "Bee"]
    pd.testing.assert_frame_equal(een, ander)
    assert een["van"].eq(een["van"].iloc[0]).all()
    assert een["afstand"].iloc[0] == pytest.approx(een["afstand"].min())

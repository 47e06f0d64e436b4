import numpy as np
import pandas as pd
import pytest
from kaartproef import GEMEENTEN, basis, gegevens

from lib.beeld.letters import Tekstregel
from lib.kaart.blad import teken
from lib.kaart.gebiedskaart import (
    Kaarttekst,
    categorieklasse,
    inhoud_per_gebied,
    maak_gebiedskaart,
    oplopend,
    tabel_per_gebied,
    teken_gebiedskaart,
)
from lib.kaart.inhoud import bundel

JA_NEE = [categorieklasse("ja", "samenwerking"), categorieklasse("nee", "witte vlek")]
WAARDEN = pd.Series({"Noord": "ja", "Midden": "nee"})


def kaart(waarden=WAARDEN, synthetisch=False, bron="", **anders):
    """Return a map of the three Wmo-regio's, of which one has no value."""
    opties = {"gemeenten": GEMEENTEN, "editie": gegevens(synthetisch=synthetisch).editie}
    tekst = Kaarttekst("X-1", "Titel", "Per regio.", bron=bron)
    return maak_gebiedskaart(tekst, waarden, JA_NEE, **({"indeling": "wmo_regio"} | opties | anders))


def test_every_gemeente_gets_the_class_of_its_regio_and_the_legend_counts_regios():
    een = kaart()
    klassen = [(klasse.label, klasse.n_gemeenten, klasse.telling) for klasse in een.klassen]
    assert klassen == [
        ("samenwerking", 4, "1 Wmo-regio"),
        ("witte vlek", 4, "1 Wmo-regio"),
        ("geen gegevens", 4, "1 Wmo-regio"),
    ]
    noord = (GEMEENTEN["wmo_regio"] == "Noord").to_numpy()
    assert (een.klasse_van[noord] == 0).all() and een.grenzen == "wmo_regio"


def test_a_value_per_gemeente_counts_gemeenten_and_keeps_a_class_that_occurs_nowhere():
    een = kaart(pd.Series(dict.fromkeys(GEMEENTEN["gm_code"], "nee")), indeling="gm_code")
    assert [klasse.telling for klasse in een.klassen] == ["0 gemeenten", "12 gemeenten"]
    assert een.grenzen is None


def test_what_is_filled_in_counts_in_a_title_of_the_register():
    inhoud = inhoud_per_gebied(WAARDEN, JA_NEE, GEMEENTEN, "wmo_regio")
    assert set(GEMEENTEN["wmo_regio"][inhoud.met]) == {"Noord", "Midden"} and inhoud.nul == ""


@pytest.mark.parametrize(
    "waarden",
    [
        pd.Series({"Noord": "ja", "Oost": "nee"}),
        pd.Series({"Noord": "misschien"}),
        pd.Series(["ja", "nee"], index=["Noord", "Noord"]),
    ],
    ids=["regio", "categorie", "dubbel"],
)
def test_an_unknown_area_or_category_is_refused(waarden):
    with pytest.raises(ValueError, match="Oost|misschien|Noord"):
        kaart(waarden)


def test_the_drawing_has_legend_caption_and_warning():
    opties = {"gemeenten": GEMEENTEN, "editie": gegevens(synthetisch=True).editie, "indeling": "wmo_regio"}
    figuur = teken_gebiedskaart(basis(), Kaarttekst("X-1", "Titel", "Per regio."), WAARDEN, JA_NEE, **opties)
    tekst = " ".join(regel.get_text() for regel in figuur.findobj(Tekstregel))
    for deel in ("samenwerking (1\xa0Wmo-regio)", "geen gegevens", "Per regio.", "SYNTHETISCHE GEGEVENS"):
        assert deel in tekst
    assert "0 projecten" not in tekst


def test_a_source_of_its_own_keeps_the_warning_of_a_synthetic_edition():
    assert kaart(bron="Bron: de enquête.").bronregel == "Bron: de enquête."
    assert kaart(bron="Bron: de enquête.", synthetisch=True).bronregel.startswith("SYNTHETISCHE GEGEVENS")


def test_panels_say_how_many_regios_have_the_first_class():
    figuur = teken(bundel([kaart(), kaart(WAARDEN.iloc[:1])], "Twee thema's"), basis())
    koppen = [t.get_text() for t in figuur.findobj(Tekstregel) if t.get_label() == "paneelkop"]
    assert koppen[1] == "1 Wmo-regio; witte vlek 1; geen gegevens 1"


def test_steps_run_from_light_to_dark():
    vijf = oplopend({str(i): f"trap {i}" for i in range(5)})
    licht = [sum(int(klasse.kleur[i : i + 2], 16) for i in (1, 3, 5)) for klasse in vijf]
    assert licht == sorted(licht, reverse=True) and np.diff(licht).max() < -60
    assert [k.kleur for k in oplopend({"a": "weinig", "b": "veel"})] == [vijf[0].kleur, vijf[-1].kleur]
    with pytest.raises(ValueError, match="hoogstens 5"):
        oplopend({str(i): "" for i in range(6)})


def test_the_table_behind_has_a_row_for_each_area():
    tabel = tabel_per_gebied(kaart(), GEMEENTEN, "wmo_regio")
    assert tabel.values.tolist() == [
        ["Midden", "witte vlek"],
        ["Noord", "samenwerking"],
        ["Zuid", "geen gegevens"],
    ]

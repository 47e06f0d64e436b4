"""Personal data in project files: masked by default, listed, and kept only where a row of data says why."""

import pandas as pd
import pytest

from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.inlezen.afscherming import MASKEERBAAR, lees_uitzonderingen, scherm_af
from lib.inlezen.bron import PROJECTKOLOMMEN, Bron

GEHEIM = "Bel Joke Jansen, 06-12345678 of joke@voorbeeld.nl"
KOP = "bestand,blad,rij,kolom,waarde,reden\n"


def _bron(**cellen: str) -> Bron:
    rij = {naam: cellen.get(naam, "") for naam in PROJECTKOLOMMEN} | {
        "bestand": "p.csv",
        "blad": "",
        "rij": 7,
    }
    celfout = InvoerFout("p.csv", "vreemd", rij=7, kolom="opmerking", waarde=GEHEIM)
    return Bron(pd.DataFrame([rij]).astype({"rij": "int64"}), [], [celfout], [celfout], 0)


@pytest.mark.parametrize("kolom", MASKEERBAAR)
def test_elke_vrije_tekst_wordt_gemaskeerd_en_op_een_lijst_gezet(kolom):
    bron, lijst = scherm_af(_bron(**{kolom: GEHEIM}))
    assert bron.rijen.loc[0, kolom] == "Bel [naam], [telefoon] of [e-mail]"
    assert lijst["waarde"].tolist() == ["Joke Jansen", "06-12345678", "joke@voorbeeld.nl"]
    assert set(lijst["kolom"]) == {kolom} and set(lijst["rij"]) == {7}
    for regel in (*bron.celfouten, *bron.meldingen):
        assert "Joke" not in str(regel)


def test_een_uitzondering_geldt_voor_haar_eigen_rij_en_woorden(tmp_path):
    pad = tmp_path / "niet_maskeren.csv"
    pad.write_text(KOP + "p.csv,,7,titel,Joke Jansen,naam van een stichting\n")
    bron, lijst = scherm_af(_bron(titel=GEHEIM, opmerking=GEHEIM), lees_uitzonderingen(pad))
    assert bron.rijen.loc[0, "titel"] == "Bel Joke Jansen, [telefoon] of [e-mail]"
    assert "Joke" not in bron.rijen.loc[0, "opmerking"]
    assert len(lijst) == 5


def test_een_uitzondering_zonder_reden_rij_of_kolom_is_een_fout(tmp_path):
    pad = tmp_path / "niet_maskeren.csv"
    pad.write_text(KOP + "p.csv,,7,titel,Joke,\np.csv,,zeven,titel,Joke,x\np.csv,,7,gemeenten,Joke,x\n")
    with pytest.raises(InvoerFouten) as fouten:
        lees_uitzonderingen(pad)
    assert [fout.rij for fout in fouten.value.fouten] == [2, 3, 4]
    assert lees_uitzonderingen(None) == frozenset()

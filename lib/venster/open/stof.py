"""The open answers of one edition: read with what people made of them, coded, and kept."""

import pandas as pd

from lib.editie.editie import Editie
from lib.gebied.tabellen import lees_gemeenten
from lib.grond.opslag import bewaar_tabel
from lib.grond.paden import uitvoer
from lib.labels.codeboek import OPEN_VELDEN, Codeboek
from lib.labels.codeurs import lees_codecorrecties, lees_coderingen
from lib.labels.overeenstemming import Overeenstemming, vergelijk_codeurs
from lib.venster.open.codering import Codering, codeer, na_te_lezen, open_teksten
from lib.venster.open.hulpvragen import lees_hulpvragen
from lib.venster.stof import Vensterstof


def _coderingen(stof: Vensterstof, boek: Codeboek) -> pd.DataFrame:
    paden = stof.editie.alle_bestanden("venster_codering")
    return lees_coderingen(paden, open_teksten(stof.antwoorden), boek)


def codeer_editie(stof: Vensterstof | None, boek: Codeboek) -> Codering | None:
    """Return the codes of all open answers, or None without a venster; faults of input as InvoerFouten."""
    if stof is None:
        return None
    teksten = open_teksten(stof.antwoorden)
    correcties = lees_codecorrecties(stof.editie.bestand("codering_correcties"), teksten, boek)
    return codeer(teksten, _coderingen(stof, boek), correcties, boek)


def eensgezindheid(stof: Vensterstof | None, boek: Codeboek) -> Overeenstemming | None:
    """Return how far the first two coders of the edition agree, or None where there are no two."""
    if stof is None:
        return None
    codes = {veld: [code.code for code in boek.van_veld(veld)] for veld in OPEN_VELDEN}
    return vergelijk_codeurs(_coderingen(stof, boek), codes)


def bewaar_codering(stof: Vensterstof | None, codering: Codering | None) -> None:
    """Write ``opencodering.parquet`` and, for who corrects codes, ``prive/na-te-lezen.csv``."""
    if stof is None or codering is None:
        return
    processed = uitvoer(stof.editie.naam).processed
    bewaar_tabel(codering.codes, processed / "opencodering.parquet")
    bewaar_tabel(na_te_lezen(codering), processed / "prive" / "na-te-lezen.csv")


def lees_logboek(editie: Editie) -> pd.DataFrame | None:
    """Return the log of requests of the edition, or None where it has none."""
    pad = editie.bestand("hulpvragen")
    if pad is None:
        return None
    return lees_hulpvragen(pad, set(lees_gemeenten()["zorgkantoorregio"]))

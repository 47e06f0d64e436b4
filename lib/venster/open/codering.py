"""The open answers of the venster with their codes: proposed by the model, decided by people.

Who decides: a correction, else the people who coded the answer, else the model. Each code carries where it
came from and a probability.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.labels.codeboek import OPEN_VELDEN, Codeboek
from lib.labels.ijking import scores
from lib.labels.overeenstemming import CODEERSLEUTEL
from lib.labels.tekstmodel import DREMPEL, een_draad, kruiselings, leer
from lib.labels.woordcodering import woordcodes

CORRECTIE, HAND, CODEURS_ONEENS = "correctie", "met de hand", "codeurs oneens: voorstel"
MODEL, _LIJST = "voorstel van het model", "voorstel van de woordenlijst"


@dataclass(frozen=True, eq=False)
class Codering:
    """``codes``: SLEUTEL, tekst, code, zekerheid (float64, 0-1), herkomst (str), kans, toegekend (bool).

    ``kans`` (float64) is what the model says, also where a person decided.

    ``proef``: the same answers and codes where people agreed, with mens, woordenlijst (bool) and kans
    (float64), what a model that did not see the answer gave.
    """

    codes: pd.DataFrame
    proef: pd.DataFrame


def open_teksten(antwoorden: pd.DataFrame) -> pd.DataFrame:
    """Return one row per open answer that says anything: SLEUTEL and tekst (str).

    Takes the answers of ``venster.parquet``, in which personal data is already masked.
    """
    sleutel = [naam for naam in CODEERSLEUTEL if naam != "veld"]
    los = antwoorden.melt(id_vars=sleutel, value_vars=list(OPEN_VELDEN), var_name="veld", value_name="tekst")
    los["tekst"] = los["tekst"].fillna("").str.strip()
    return los[los["tekst"] != ""].sort_values(CODEERSLEUTEL, ignore_index=True)


def codeer(
    teksten: pd.DataFrame, coderingen: pd.DataFrame, correcties: pd.DataFrame, boek: Codeboek
) -> Codering:
    """Return the codes of all ``teksten`` (:func:`open_teksten`).

    ``coderingen`` and ``correcties`` are those of :mod:`lib.labels.codeurs`.
    """
    with een_draad():
        per_veld = [_codeer_veld(veld, teksten, coderingen, correcties, boek) for veld in OPEN_VELDEN]
    return Codering(*(pd.concat(delen, ignore_index=True) for delen in zip(*per_veld, strict=True)))


def _codeer_veld(
    veld: str, teksten: pd.DataFrame, coderingen: pd.DataFrame, correcties: pd.DataFrame, boek: Codeboek
) -> tuple[pd.DataFrame, pd.DataFrame]:
    eigen = teksten[teksten["veld"] == veld].reset_index(drop=True)
    codes = [code.code for code in boek.van_veld(veld)]
    oordeel = _oordelen(eigen, coderingen, codes)
    gecodeerd = oordeel.notna().any(axis=1).to_numpy()
    woorden = woordcodes(eigen["tekst"].tolist(), boek.van_veld(veld), boek)
    gelezen = eigen.loc[gecodeerd, "tekst"].tolist()
    model = leer(gelezen, oordeel[gecodeerd].reset_index(drop=True), veld, boek)
    kansen = model.kansen(eigen["tekst"].tolist()) if len(eigen) else pd.DataFrame(columns=codes, dtype=float)
    buiten = kruiselings(gelezen, oordeel[gecodeerd].reset_index(drop=True), veld, boek)
    kansen.loc[gecodeerd] = buiten.fillna(kansen[gecodeerd].reset_index(drop=True)).to_numpy()
    zeker = kansen.where(oordeel.isna(), oordeel.astype("Float64").astype("float64"))
    herkomst = pd.DataFrame(
        {code: MODEL if model.geleerd(code) else _LIJST for code in codes}, index=eigen.index, columns=codes
    )
    herkomst[oordeel.notna()] = HAND
    herkomst[oordeel.isna() & gecodeerd[:, None]] = CODEURS_ONEENS
    beslist = _tabel(correcties, eigen, codes)
    zeker = zeker.where(beslist.isna(), beslist.astype("Float64").astype("float64"))
    herkomst[beslist.notna()] = CORRECTIE
    lang = _lang(eigen, {"zekerheid": zeker, "herkomst": herkomst, "kans": kansen})
    lang["toegekend"] = lang["zekerheid"] >= DREMPEL
    proef = _lang(eigen, {"mens": oordeel, "woordenlijst": woorden, "kans": kansen})
    return lang, proef[proef["mens"].notna()].astype({"mens": bool, "woordenlijst": bool})


def _oordelen(teksten: pd.DataFrame, coderingen: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return texts × codes (boolean): what all coders of an answer agree on; missing where they do not."""
    per_codeur = [_tabel(deel, teksten, codes) for _, deel in coderingen.groupby("codeur", sort=False)]
    leeg = pd.DataFrame(index=teksten.index, columns=codes, dtype="boolean")
    gegeven = np.stack([tabel.to_numpy(float, na_value=np.nan) for tabel in [*per_codeur, leeg]])
    laagste = np.where(np.isnan(gegeven), np.inf, gegeven).min(axis=0)
    hoogste = np.where(np.isnan(gegeven), -np.inf, gegeven).max(axis=0)
    return leeg.mask(laagste == hoogste, pd.DataFrame(hoogste == 1, index=leeg.index, columns=codes))


def _tabel(gecodeerd: pd.DataFrame, teksten: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return texts × codes (boolean): whether the code was given; missing where nobody coded the answer."""
    met = teksten[CODEERSLEUTEL].merge(
        gecodeerd[[*CODEERSLEUTEL, "codes"]], on=CODEERSLEUTEL, how="left", validate="one_to_one"
    )
    gegeven = {
        code: [pd.NA if not isinstance(lijst, list) else code in lijst for lijst in met["codes"]]
        for code in codes
    }
    return pd.DataFrame(gegeven, index=teksten.index, dtype="boolean")


def _lang(teksten: pd.DataFrame, tabellen: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tables (texts × codes) below one another, code by code of each text."""
    codes = next(iter(tabellen.values())).columns
    lang = teksten.loc[teksten.index.repeat(len(codes))].reset_index(drop=True)
    lang["code"] = np.tile(codes, len(teksten))
    return lang.assign(**{naam: tabel.to_numpy().ravel() for naam, tabel in tabellen.items()})


def prestatie(proef: pd.DataFrame) -> pd.DataFrame:
    """Return how well word list and model find what people coded: over all codes and per code.

    Columns: code ('alle' first), n_mens (int64), and per method (woordenlijst, model) precisie, vangst and
    f1 (float64, 0-1): how much of what it finds is right, how much of what is there it finds, and both.
    """
    proef = proef.assign(model=proef["kans"] >= DREMPEL)
    groepen = [("alle", proef), *proef.groupby("code", sort=False)]
    rijen = []
    for code, deel in groepen:
        rij = {"code": code, "n_mens": int(deel["mens"].sum())}
        for naam in ("woordenlijst", "model"):
            rij |= {f"{maat}_{naam}": waarde for maat, waarde in scores(deel["mens"], deel[naam]).items()}
        rijen.append(rij)
    return pd.DataFrame(rijen)


def na_te_lezen(codering: Codering) -> pd.DataFrame:
    """Return what a person should read first: coders disagree, or the model is between 20 and 60 % sure.

    The columns of ``codering.codes``; the most doubtful first. For the consultant, not for a page.
    """
    codes = codering.codes
    twijfel = codes["zekerheid"].between(0.2, 0.6) & (codes["herkomst"] != CORRECTIE)
    keus = codes[(codes["herkomst"] == CODEURS_ONEENS) | twijfel]
    return (
        keus.assign(afstand=(keus["zekerheid"] - DREMPEL).abs())
        .sort_values(["afstand", "meetjaar", "regio", "code"], ignore_index=True)
        .drop(columns="afstand")
    )

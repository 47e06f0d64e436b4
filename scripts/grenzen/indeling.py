"""Give every raster cell of every zone its gemeente of 2017 and of 2024."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from beeld import benoem, label_plaat, lees_punt
from bronnen import Zone, lees_kernen, lees_tabel
from raster import Venster, maak_venster, vul_naaste, zonder_slierten
from scipy import ndimage
from splitsing import Opgave, stem_af


@dataclass
class Indeling:
    """Result: per zone a window with atom numbers, and what each atom is.

    atomen[n] = (code of 2017, code of 2024); benaderd: codes with a border that we drew.
    """

    vensters: list[Venster]
    vakken: list[np.ndarray]
    atomen: list[tuple[str, str]]
    benaderd_2017: set[str]
    benaderd_2024: set[str]
    areaalfout: dict[str, float]


@dataclass(frozen=True)
class _Data:
    """What the steps share: settings, windows, places, areas (km2), sorted codes."""

    par: dict
    vensters: list[Venster]
    kernen: list
    opp: dict[tuple[str, str], float]
    oude_codes: list[str]
    nieuwe_codes: list[str]


def _kandidaten() -> dict[tuple[str, str], list[str]]:
    """Return (gemeente of 2024 in the picture, jeugdregio) -> gemeenten of 2017."""
    overgang = defaultdict(list)
    for r in lees_tabel("overgang.csv"):
        overgang[r["gm_2017"]].append(r["gm_2024"])
    uit = defaultdict(list)
    for r in lees_tabel("gemeenten.csv"):
        if r["in_2017"] == "1":
            for nieuw in [*overgang[r["gm_code"]], *([r["gm_code"]] if r["in_2024"] == "1" else [])]:
                uit[nieuw, r["jeugdregio_2017"]].append(r["gm_code"])
    return {k: sorted(v) for k, v in uit.items()}


def _vak_2024(zone: Zone, venster: Venster, labels, codes, par) -> np.ndarray:
    """Return the gemeente of 2024 (number, from 1) per cell of a window of one zone."""
    x, y = venster.middens()
    xx, yy = np.meshgrid(x, y)
    mogelijk = codes[zone.jeugdregio]
    vak = np.where(venster.ruim, mogelijk[lees_punt(labels, xx, yy, par)], 0)
    schoon = zonder_slierten(vak, venster.kern, par)
    return vul_naaste(schoon, venster.ruim)


def _naar_nummers(labels, par, kandidaten, lijst) -> dict[str, np.ndarray]:
    """Return per jeugdregio: label -> number of the gemeente of 2024, 0 if it is not there."""
    namen = benoem(labels, par)
    uit = {}
    for jr in sorted({jr for _, jr in kandidaten}):
        tabel = np.zeros(int(labels.max()) + 1, dtype=int)
        for label, code in namen.items():
            if (code, jr) in kandidaten:
                tabel[label] = lijst.index(code) + 1
        uit[jr] = tabel
    return uit


def _plekken(kernen, naam) -> dict[str, np.ndarray]:
    """Return the RD coordinates of the places, grouped by naam(kern)."""
    uit = defaultdict(list)
    for k in kernen:
        uit[naam(k)].append((k.x, k.y))
    return {n: np.asarray(p, dtype=float) for n, p in uit.items()}


def _maak_opgaven(zones, vensters, vakken, lijst, kandidaten, cel2):
    """Return (problems with several candidates, {code: m2 settled}, windows of 2017 numbers).

    The numbers of 2017 count from 1 in the sorted codes; 0 is outside.
    """
    opgaven, vast, oud = [], defaultdict(float), []
    volgorde = {c: n + 1 for n, c in enumerate(_oude_codes(kandidaten))}
    for i, (zone, venster, vak) in enumerate(zip(zones, vensters, vakken, strict=True)):
        x, y = venster.middens()
        uit = np.zeros(vak.shape, dtype=np.int32)
        for nummer in np.unique(vak[vak > 0]):
            keus = kandidaten[lijst[nummer - 1], zone.jeugdregio]
            cellen = vak == nummer
            if len(keus) == 1:
                uit[cellen] = volgorde[keus[0]]
                vast[keus[0]] += float((cellen & venster.kern).sum()) * cel2
            else:
                r, k = np.nonzero(cellen)
                xy = np.column_stack([x[k], y[r]])
                opgaven.append(Opgave((i, r, k), xy, venster.kern[r, k], keus))
        oud.append(uit)
    return opgaven, vast, oud


def _oude_codes(kandidaten) -> list[str]:
    """Return the codes of 2017, sorted."""
    return sorted({c for keus in kandidaten.values() for c in keus})


def _opgaven_2024(vensters, oud, nummer) -> list[Opgave]:
    """Return the cells of one gemeente of 2017, to be divided in what stays and what goes."""
    opgaven = []
    for i, (venster, vak) in enumerate(zip(vensters, oud, strict=True)):
        r, k = np.nonzero(vak == nummer)
        if len(r):
            x, y = venster.middens()
            xy = np.column_stack([x[k], y[r]])
            opgaven.append(Opgave((i, r, k), xy, venster.kern[r, k], ["blijft", "weg"]))
    return opgaven


def _splits_2024(data: _Data, oud, nieuw) -> set[str]:
    """Divide the former gemeenten that the picture keeps whole; change nieuw in place."""
    geraakt: set[str] = set()
    for bron, doel in sorted({(k.gm_2017, k.gm_2024) for k in data.kernen if k.gm_2024}):
        groepen = _plekken(
            [k for k in data.kernen if k.gm_2017 == bron],
            lambda k, doel=doel: "weg" if k.gm_2024 == doel else "blijft",
        )
        opgaven = _opgaven_2024(data.vensters, oud, data.oude_codes.index(bron) + 1)
        for o in opgaven:
            o.meet(groepen, data.par["splitsing"]["demping"])
        deel = data.opp[bron, doel]
        factor, _ = stem_af(opgaven, {}, {"weg": deel, "blijft": data.opp[bron, ""] - deel}, data.par)
        for o in opgaven:
            i, r, k = o.sleutel
            weg = o.deel(factor) == 1
            geraakt |= {doel, *(data.nieuwe_codes[n - 1] for n in np.unique(nieuw[i][r[weg], k[weg]]))}
            nieuw[i][r[weg], k[weg]] = data.nieuwe_codes.index(doel) + 1
    return geraakt


def deel_in(zones: list[Zone], par: dict) -> Indeling:
    """Divide all zones over the gemeenten of 2017 and 2024."""
    kandidaten = _kandidaten()
    lijst = sorted({g for g, _ in kandidaten})
    labels = label_plaat(par)
    codes = _naar_nummers(labels, par, kandidaten, lijst)
    vensters = [maak_venster(z.vlak, par) for z in zones]
    nieuw = [_vak_2024(z, v, labels, codes, par) for z, v in zip(zones, vensters, strict=True)]

    kernen = lees_kernen(par)
    opp = {(r["gm_2017"], r["gm_2024"]): float(r["km2"]) for r in lees_tabel("oppervlak.csv")}
    cel2 = par["raster"]["cel"] ** 2
    opgaven, vast, oud = _maak_opgaven(zones, vensters, nieuw, lijst, kandidaten, cel2)
    plekken = _plekken(kernen, lambda k: k.gm_2017)
    for o in opgaven:
        o.meet(plekken, par["splitsing"]["demping"])
    factor, fout = stem_af(opgaven, vast, {g: a for (g, n), a in opp.items() if not n}, par)
    data = _Data(par, vensters, kernen, opp, _oude_codes(kandidaten), lijst)
    for o in opgaven:
        i, r, k = o.sleutel
        nummers = np.array([data.oude_codes.index(c) + 1 for c in o.kandidaten])
        oud[i][r, k] = nummers[_aaneen(o, factor, vensters[i], plekken)]

    benaderd_2024 = _splits_2024(data, oud, nieuw)
    vakken, atomen = _atomen(oud, nieuw, data)
    benaderd = {k for o in opgaven for k in o.kandidaten}
    return Indeling(vensters, vakken, atomen, benaderd, benaderd_2024, fout)


def _aaneen(o: Opgave, factor, venster: Venster, plekken) -> np.ndarray:
    """Return the winning candidate per cell; a loose piece without a place goes to its neighbours.

    Loose pieces without neighbours (islands) stay as they are.
    """
    _, r, k = o.sleutel
    hoek = r.min(), k.min()
    r, k = r - hoek[0], k - hoek[1]
    gebied = np.zeros((r.max() + 1, k.max() + 1), dtype=bool)
    vak = np.zeros(gebied.shape, dtype=np.int32)
    keus = o.deel(factor) + 1
    gebied[r, k] = True
    vak[r, k] = keus * o.kern if o.kern.any() else keus
    bezet = vak > 0
    for n, naam in enumerate(o.kandidaten, start=1):
        stukken, aantal = ndimage.label(vak == n)
        if aantal < 2:
            continue
        mag = np.zeros(aantal + 1, dtype=bool)
        mag[np.argmax(np.bincount(stukken.ravel())[1:]) + 1] = True
        pr, pk = venster.cel_van(plekken[naam][:, 0], plekken[naam][:, 1])
        pr, pk = pr - hoek[0], pk - hoek[1]
        hier = (pr >= 0) & (pk >= 0) & (pr < vak.shape[0]) & (pk < vak.shape[1])
        mag[stukken[pr[hier], pk[hier]]] = True
        naast = ndimage.binary_dilation(bezet & (vak != n)) & (stukken > 0)
        mag |= np.bincount(stukken[naast], minlength=aantal + 1) == 0
        vak[(stukken > 0) & ~mag[stukken]] = 0
    return vul_naaste(vak, gebied)[r, k] - 1


def _atomen(oud, nieuw, data: _Data) -> tuple[list[np.ndarray], list[tuple[str, str]]]:
    """Return the windows with a number per pair (2017, 2024), and the pairs."""
    basis = len(data.nieuwe_codes) + 1
    samen = [a.astype(np.int64) * basis + b for a, b in zip(oud, nieuw, strict=True)]
    paren = np.unique(np.concatenate([np.unique(s) for s in samen]))
    paren = paren[paren > 0]
    vakken = [np.where(s > 0, np.searchsorted(paren, s) + 1, 0) for s in samen]
    return vakken, [(data.oude_codes[p // basis - 1], data.nieuwe_codes[p % basis - 1]) for p in paren]

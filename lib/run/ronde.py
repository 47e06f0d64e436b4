"""One round of the run: plan, check the input, run what is out of date, and say how it went."""

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import product
from pathlib import Path

from lib.editie.editie import Editie, edities, lees_editie
from lib.grond.fouten import InvoerFout, InvoerFouten
from lib.grond.paden import WORTEL, uitvoer
from lib.grond.schrijven import ruim_klad_op
from lib.pagina.site import STIJLMAP as STIJLMAP
from lib.pagina.site import schrijf_stijl
from lib.pagina.taken import Taak, kies_taken, maak_taken
from lib.run.draaien import Taakuitkomst, Wijze, draai
from lib.run.gedaan import STAAT, onthoud_ronde, vergeet_ronde, zie_invoer
from lib.run.kern.namen import GEVORKT, GEWOON
from lib.run.voortgang import voortgang


def draai_ronde(opties: argparse.Namespace, wortel: Path) -> bool:
    """Do what the command line asks, writing below ``wortel``; return whether all of it succeeded.

    Raises InvoerFouten, before anything is written, where the input is wrong.
    """
    invoer = zie_invoer()
    gekozen = _lees_alle(opties.edition or edities())
    afgekeurd = _controleer(gekozen, wortel, opties.strict)  # first: some tasks follow from the input
    alle = _taken(gekozen, wortel, opties)
    taken = kies_taken(alle, opties.only) if opties.only else alle
    with _cluster(opties, gekozen) as cluster, _ouders_tot_het_einde():
        if not opties.list:
            vergeet_ronde(wortel)
            ruim_klad_op(wortel / map_ for map_ in ("data/processed", "figures", "rapport", "prive", STAAT))
            schrijf_stijl(wortel / "rapport")
        verloop = voortgang(taken, opties.list)
        uitkomsten = draai(
            taken,
            wortel,
            Wijze(
                workers=opties.workers,
                alles=opties.force,
                alleen_tonen=opties.list,
                cluster=cluster,
                kernel=kies_kernel(opties.kernel),
                melden=verloop.meld,
            ),
        )
        verloop.einde()
    if opties.list:
        return True
    mislukt = [uitkomst for uitkomst in uitkomsten if uitkomst.stand == "mislukt"]
    _werk_site_bij(gekozen, wortel, alle)
    print(*_slotregels(uitkomsten, afgekeurd, wortel, taken), sep="\n")
    if opties.private:
        _schrijf_prive(gekozen, wortel)
    if not mislukt:
        slot = _slotregels([], afgekeurd, wortel, taken)
        onthoud_ronde(wortel, opties, invoer, _gemaakt(gekozen, wortel), slot)
    return not mislukt


@contextmanager
def _ouders_tot_het_einde() -> Iterator[None]:
    """Let the parents of kernels that this process started live no longer than the run."""
    try:
        yield
    finally:
        if vorkkern := sys.modules.get("lib.run.kern.vorkkern"):
            vorkkern.sluit_ouders()


def _gemaakt(gekozen: list[Editie], wortel: Path) -> list[Path]:
    """Every file that stands where these editions write, but for figures that someone made for themselves."""
    plaatsen = [uitvoer(editie.naam, wortel) for editie in gekozen]
    mappen = [map_ for plaats in plaatsen for map_ in (plaats.processed, plaats.figures, plaats.rapport)]
    zelf = {plaats.zelf for plaats in plaatsen}
    bestanden = [
        pad for map_ in mappen for pad in map_.rglob("*") if pad.is_file() and pad.parent not in zelf
    ]
    gedeeld = (*(wortel / "rapport").glob("*"), *(wortel / "rapport" / STIJLMAP).glob("*"))
    return [*bestanden, *(pad for pad in gedeeld if pad.is_file())]


def _cluster(opties: argparse.Namespace, gekozen: list[Editie]) -> AbstractContextManager:
    """Connect to the cluster that is asked for; InvoerFouten where there is none, or it is not fit."""
    if opties.scheduler is None or opties.list:
        return nullcontext()
    from lib.run.cluster.cluster import verbonden

    return verbonden(opties.scheduler, gekozen)


def kies_kernel(keuze: str | None) -> str:
    """Return the kernelspec to run with; InvoerFouten where forked kernels are asked for in vain."""
    if keuze == "plain":
        return GEWOON
    from lib.run.kern.vorkkern import is_beschikbaar

    if is_beschikbaar():
        return GEVORKT
    if keuze == "forked":
        reden = "kan hier niet: het systeem kan niet vorken, of de installatie (README) is niet af"
        raise InvoerFouten([InvoerFout("--kernel", reden, waarde=keuze)])
    return GEWOON


def _lees_alle(namen: list[str]) -> list[Editie]:
    gelezen, fouten = [], []
    for naam in dict.fromkeys(namen):
        try:
            gelezen.append(lees_editie(naam))
        except InvoerFouten as fout:
            fouten += fout.fouten
    if fouten:
        raise InvoerFouten(fouten)
    return gelezen


def _taken(gekozen: list[Editie], wortel: Path, opties: argparse.Namespace) -> list[Taak]:
    from lib.analyse.eigenkaarten import eigen_kaart_rijen
    from lib.editie.register import kaart_rijen

    parameters, extra = {}, []
    if opties.boundaries == "official":
        from lib.gebied.grenzen import haal_officieel

        extra = [haal_officieel(jaar) for jaar in sorted({editie.tekenjaar for editie in gekozen})]
        parameters = {"grenzen": "officieel"}
    keuzes = {"extra": extra, "parameters": parameters, "gevraagd": ["passports"] if opties.passports else []}
    kaarten = kaart_rijen()
    taken: list[Taak] = []
    for editie in sorted(gekozen, key=lambda editie: _generatie(editie, gekozen)):
        plaats = uitvoer(editie.naam, wortel)
        eigen = [*kaarten, *eigen_kaart_rijen(editie)]
        taken += maak_taken(editie, plaats, eigen, eerdere=taken, **keuzes)
    return taken


def _generatie(editie: Editie, alle: list[Editie]) -> int:
    """How many editions of its series come before this one; an edition compares itself with the last."""
    op_naam = {een.naam: een for een in alle if een.naam != editie.naam}
    return 1 + _generatie(op_naam[editie.vorige], [*op_naam.values()]) if editie.vorige in op_naam else 0


def _controleer(gekozen: list[Editie], wortel: Path, streng: bool) -> dict[str, dict[str, int]]:
    from lib.run.invoer import afgekeurde_rijen, controleer_edities

    afgekeurd = controleer_edities(gekozen, wortel / STAAT / "voorcontrole")
    if streng and any(n for per_soort in afgekeurd.values() for n in per_soort.values()):
        raise InvoerFouten(fout for editie in gekozen for fout in afgekeurde_rijen(editie))
    return afgekeurd


def _werk_site_bij(gekozen: list[Editie], wortel: Path, taken: list[Taak]) -> None:
    """Let the site say what now stands, whatever this round or one that was cut off did to it."""
    from lib.pagina.inhoud import schrijf_inhoud
    from lib.pagina.overzicht import schrijf_overzicht
    from lib.pagina.projectpagina import schrijf_projectpaginas
    from lib.run.manifest import schrijf_manifest

    for editie in gekozen:
        schrijf_projectpaginas(editie, wortel)
        eigen = [taak for taak in taken if taak.editie == editie.naam]
        schrijf_inhoud(editie, eigen, wortel)
        schrijf_manifest(editie, eigen, wortel)
    schrijf_overzicht(wortel)


def _slotregels(
    uitkomsten: list[Taakuitkomst], afgekeurd: dict[str, dict[str, int]], wortel: Path, taken: list[Taak]
) -> list[str]:
    """Return lines on what was done, what was rejected and what failed, each with where to look."""
    from lib.run.invoer import AFKEURINGEN

    aantal = Counter(uitkomst.stand for uitkomst in uitkomsten)
    if aantal["actueel"] == len(uitkomsten):
        regels = [f"Nothing to do: all {len(taken)} notebooks and their pages are up to date."]
    else:
        regels = [
            f"{aantal['gedaan']} done, {aantal['actueel']} up to date, {aantal['overgeslagen']} skipped."
        ]
    for editie, per_soort in afgekeurd.items():
        processed = uitvoer(editie, wortel).processed
        for soort, rijen in per_soort.items():
            if rijen:
                lijst, notebook = AFKEURINGEN[soort]
                waar = f"notebook {notebook} lists them."
                if (processed / lijst).is_file():
                    waar = f"see {_kort(processed / lijst, wortel)} and the page of notebook {notebook}."
                regels.append(f"{editie}: {rijen} row(s) rejected of {soort}; {waar}")
    mislukt = {taak.naam: taak.mislukt for taak in taken if taak.mislukt.is_file()}
    for uitkomst in uitkomsten:
        if uitkomst.stand == "mislukt":
            waar = f" (see {_kort(mislukt[uitkomst.naam], wortel)})" if uitkomst.naam in mislukt else ""
            regels.append(f"FAILED {uitkomst.naam}: {uitkomst.fout}{waar}")
    return [*regels, f"Report: {_kort(wortel / 'rapport' / 'index.html', wortel)}"]


def _schrijf_prive(gekozen: list[Editie], wortel: Path) -> None:
    from lib.run.prive import schrijf_gemaskeerd, schrijf_gemaskeerde_projecten, schrijf_prive

    for editie, schrijf in product(
        gekozen, (schrijf_prive, schrijf_gemaskeerd, schrijf_gemaskeerde_projecten)
    ):
        pad = schrijf(editie, wortel, dt.date.today())
        if pad:
            print(f"{editie.naam}: private copy with personal data, do not share: {_kort(pad, wortel)}")


def _kort(pad: Path, wortel: Path) -> str:
    return str(pad.relative_to(wortel)) if wortel == WORTEL and pad.is_relative_to(wortel) else str(pad)

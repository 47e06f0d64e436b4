"""How a figure or an export is cited: which edition, of when, from which source, under which licence.

Every export carries the hash of the edition's files; a figure carries that of the tables it was drawn
from, so that a change elsewhere in the edition does not make it another figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lib
from lib.editie.editie import Editie, edities, lees_editie
from lib.editie.herkomst import lees_zijspan, vingerafdruk, zijspan
from lib.grond.afdruk import afdruk
from lib.grond.woorden import datum, datum_voluit

_KORT = 16  # hexadecimal digits of a table's sha256 in a figure; the manifest has all 64
CODE_LICENTIE = "EUPL-1.2"
_ONBEKEND = "niet opgegeven"
_WAARSCHUWING = "SYNTHETISCH: alle projecten en antwoorden zijn verzonnen."


@dataclass(frozen=True)
class Citaat:
    """What identifies an edition in all that leaves the project.

    ``bronnen`` and ``licenties``: of the files with projects or answers, each once, from their sidecars;
    ``voorbeelden``: that it is no count, or "";
    ``vingerafdruk``: one sha256 over all files of the edition; ``voorbehoud``: what a reader must know.
    """

    naam: str
    titel: str
    peildatum: str
    synthetisch: bool
    voorbeelden: str
    voorbehoud: str
    bronregel: str
    bronnen: tuple[str, ...]
    licenties: tuple[str, ...]
    vingerafdruk: str
    versie: str

    @property
    def licentie(self) -> str:
        """The licences in one line; a user's own file without a sidecar has none that we know."""
        return "; ".join(self.licenties) or _ONBEKEND

    @property
    def zin(self) -> str:
        """The citation in one line."""
        bron = "; ".join(self.bronnen) or "eigen gegevens"
        return (
            f"{self.titel}, peildatum {self.peildatum}. Bron: {bron}. Licentie: {self.licentie}. "
            f"Samenwerkingskaarten {self.versie}, invoer sha256 {self.vingerafdruk}."
        )

    @property
    def regels(self) -> list[tuple[str, str]]:
        """The same as pairs of a name and a value, for a cover sheet."""
        rijen = [("Synthetisch", _WAARSCHUWING)] if self.synthetisch else []
        rijen += [("Geen telling", self.voorbeelden)] if self.voorbeelden else []
        return [
            *rijen,
            ("Editie", f"{self.titel} ({self.naam})"),
            ("Peildatum", self.peildatum),
            *([("Voorbehoud", self.voorbehoud)] if self.voorbehoud else []),
            ("Bron", self.bronregel),
            *(("Citaat van de bron", bron) for bron in self.bronnen),
            ("Licentie van de gegevens", self.licentie),
            ("Licentie van tabellen en code", CODE_LICENTIE),
            ("Gemaakt met", f"Samenwerkingskaarten {self.versie}"),
            ("Invoer (sha256)", self.vingerafdruk),
        ]


def maak_citaat(editie: Editie) -> Citaat:
    """Return the citation of an edition; reads its files for their hash, and their sidecars."""
    zijspannen = _zijspannen(editie)
    return Citaat(
        naam=editie.naam,
        titel=editie.titel,
        peildatum=datum(editie.peildatum),
        synthetisch=editie.synthetisch,
        voorbeelden=editie.voorbeelden,
        voorbehoud=editie.toelichting.replace("**", ""),
        bronregel=bronregel(editie),
        bronnen=_eenmaal(bron["citaat"] for bron in zijspannen),
        licenties=_eenmaal(bron["licentie"] for bron in zijspannen),
        vingerafdruk=vingerafdruk(editie.invoer),
        versie=lib.__version__,
    )


def figuurgegevens(pad: Path, gelezen: Iterable[Path]) -> dict[str, str]:
    """Return what the figure at ``pad`` (below ``figures/<editie>``) carries besides its own words.

    Keys Edition, Date, Copyright and Inputs; the last names each table of ``gelezen`` that exists with the
    start of its sha256. Empty where the folder, or the one above it, is not that of an edition.
    """
    bekend = edities()
    namen = [map_.name for map_ in list(pad.parents)[:2] if map_.name in bekend]
    if not namen:
        return {}
    editie = lees_editie(namen[0])
    delen = [f"{tabel.name} sha256 {(afdruk(tabel) or '')[:_KORT]}" for tabel in gelezen if tabel.is_file()]
    return {
        "Edition": f"{editie.titel} ({editie.naam})",
        "Date": editie.peildatum.isoformat(),
        "Copyright": "; ".join(_eenmaal(bron["licentie"] for bron in _zijspannen(editie))) or _ONBEKEND,
        **({"Inputs": "; ".join(delen)} if delen else {}),
    }


def _zijspannen(editie: Editie) -> list[Mapping[str, Any]]:
    """The sidecars of the files with projects or answers; a user's own file may have none."""
    paden = [pad for soort in ("projecten", "venster") for pad in editie.alle_bestanden(soort)]
    return [lees_zijspan(pad) for pad in paden if zijspan(pad).is_file()]


def _eenmaal(teksten: Iterable[str]) -> tuple[str, ...]:
    return tuple(tekst for tekst in dict.fromkeys(teksten) if tekst)


def bronregel(editie: Editie) -> str:
    """Return the source line of an edition; it opens with a warning where the projects are made up."""
    gebied = f"{gemeentejaar(editie)}; grenzen naar CBS en Kadaster."
    return gemerkt(f"Bron: {editie.titel}, peildatum {datum_voluit(editie.peildatum)}. {gebied}", editie)


def gemeentejaar(editie: Editie) -> str:
    """Return of which year the gemeenten are, and of which they were in the source where that differs."""
    van = (
        "" if editie.tekenjaar == editie.indelingsjaar else f", overgezet van die van {editie.indelingsjaar}"
    )
    return f"Gemeenten van {editie.tekenjaar}{van}"


def gemerkt(regel: str, editie: Editie) -> str:
    """Return a source line, after a warning where the projects of the edition are made up."""
    return f"SYNTHETISCHE GEGEVENS, geen werkelijke projecten. {regel}" if editie.synthetisch else regel

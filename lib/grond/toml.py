"""Reading the project's own settings: TOML files."""

import re
import tomllib
from pathlib import Path
from typing import Any

from lib.grond.fouten import InvoerFout, InvoerFouten, dichtst
from lib.grond.ontcijfer import OnleesbareTekst, ontcijfer

_SLIM = re.compile("[“”„‟‘’‚‛«»]")
_NL_DATUM = re.compile(r"=\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\s*(?:#.*)?$")
_PLAATS = re.compile(r"\(at line (\d+), column \d+\)")


def lees_toml(pad: Path) -> dict[str, Any]:
    """Return what a TOML file holds; InvoerFouten where it is not there or cannot be read.

    It may be saved with a mark or in Windows-1252, as Notepad does. A fault names the line, and says what to
    do.
    """
    return ontleed_toml(lees_toml_tekst(pad), str(pad))


def lees_toml_tekst(pad: Path) -> str:
    """Return the text of a TOML file, without a mark; InvoerFouten where there is none."""
    try:
        return ontcijfer(pad.read_bytes()).tekst
    except OSError as fout:
        raise InvoerFouten(
            [InvoerFout(str(pad), "geen leesbare TOML: het bestand bestaat niet of is niet te lezen")]
        ) from fout
    except OnleesbareTekst as fout:
        reden = "geen leesbare TOML: geen tekst; bewaar het als UTF-8 (Kladblok: Opslaan als, Codering)"
        raise InvoerFouten([InvoerFout(str(pad), reden)]) from fout


def ontleed_toml(tekst: str, bestand: str) -> dict[str, Any]:
    """Return what a TOML text holds; InvoerFouten, with the line and what to do, where it is wrong."""
    regels = tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        return tomllib.loads("\n".join(regels))
    except RecursionError as fout:
        raise InvoerFouten([InvoerFout(bestand, "geen leesbare TOML: lijsten te diep in elkaar")]) from fout
    except tomllib.TOMLDecodeError as fout:
        plaats = _PLAATS.search(str(fout))
        nummer = int(plaats[1]) if plaats else len(regels)
        regel = regels[nummer - 1].strip() if nummer <= len(regels) else ""
        reden, voorstel = _remedie(regel, str(fout))
        melding = InvoerFout(
            bestand, f"geen leesbare TOML: {reden}", rij=nummer, waarde=regel[:80], suggestie=voorstel
        )
        raise InvoerFouten([melding]) from fout


def _remedie(regel: str, engels: str) -> tuple[str, str]:
    """Return what is wrong with a line of TOML, in Dutch, and the line as it should be."""
    naam, _, waarde = (deel.strip() for deel in regel.partition("="))
    if _SLIM.search(regel):
        recht = re.sub("[‘’‚‛]", "'", re.sub("[“”„‟«»]", '"', regel))
        return "gekrulde aanhalingstekens; gebruik rechte", recht
    if datum := _NL_DATUM.search(regel):
        dag, maand, jaar = datum.groups()
        return "een datum staat in TOML als jjjj-mm-dd", f"{naam} = {jaar}-{int(maand):02d}-{int(dag):02d}"
    if "\\" in regel:
        recht = regel.replace("\\\\", "/").replace("\\", "/")
        return "een \\ mag niet in een pad tussen dubbele aanhalingstekens; gebruik / of enkele", recht
    if "Cannot overwrite" in engels or "declare" in engels:
        return "deze sleutel of groep staat er twee keer; haal er een weg", ""
    if naam and not waarde:
        return "achter het =-teken staat niets, of het =-teken ontbreekt", f'{naam} = "…"'
    if waarde and waarde[0] not in "\"'[{+-0123456789tf":
        return "zet aanhalingstekens om een tekst", f'{naam} = "{waarde.strip(chr(34))}"'
    if waarde.count('"') % 2:
        return "een aanhalingsteken ontbreekt", ""
    if "array" in engels:
        return "een lijst is niet afgesloten: zet er [ en ] om en komma's tussen de waarden", ""
    return "schrijf sleutel = waarde, met tekst tussen rechte aanhalingstekens", ""


def vreemde_sleutels(inhoud: dict[str, Any], bekend: set[str], bestand: str) -> list[InvoerFout]:
    """Return a fault for each key of a file that is not one of ``bekend``, with the nearest that is."""
    return [
        InvoerFout(bestand, "onbekende sleutel", kolom=naam, suggestie=dichtst(naam, bekend))
        for naam in inhoud
        if naam not in bekend
    ]

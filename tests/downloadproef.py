"""Opening what a run delivers: LibreOffice turns it into pages, and these are looked at."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from proefrun import GEDULD

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
alleen_met_soffice = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("CI"),
    reason="geen LibreOffice op deze machine; in CI is het verplicht",
)


def naar_pdf(pad: Path, map_: Path) -> Path:
    """Return ``pad`` as PDF below ``map_``, made by LibreOffice with a profile of its own."""
    opdracht = [SOFFICE, f"-env:UserInstallation={(map_ / 'profiel').as_uri()}", "--headless"]
    opdracht += ["--convert-to", "pdf", "--outdir", str(map_), str(pad)]
    subprocess.run(opdracht, check=True, capture_output=True, timeout=GEDULD)
    return map_ / f"{pad.stem}.pdf"


def inkt_per_bladzijde(pdf: Path, schaal: float = 0.25) -> list[float]:
    """Return for each page which share of it is not white."""
    import pypdfium2

    delen = []
    with pypdfium2.PdfDocument(pdf) as document:
        for bladzijde in document:
            pixels = bladzijde.render(scale=schaal).to_numpy()
            delen.append(float((pixels < 250).any(axis=2).mean()))
    return delen


def diateksten(dia) -> list[str]:
    """Return every text on a slide: of boxes, and of the cells of tables."""
    teksten = []
    for vorm in dia.shapes:
        if vorm.has_text_frame:
            teksten.append(vorm.text_frame.text)
        if vorm.has_table:
            teksten += [cel.text_frame.text for rij in vorm.table.rows for cel in rij.cells]
    return [re.sub("\xa0", " ", tekst) for tekst in teksten]

"""How soon the atlas shows its first picture, how fast it answers, and how large it is.

``python -m benchmarks.atlas rapport/*/atlas.html``; needs Chromium. Medians of several loads from disk.
"""

import argparse
import shutil
import statistics
import sys
from pathlib import Path

from lib.grond.woorden import getal

HOOGSTENS_MB, HOOGSTENS_MS = 3.0, 1000.0
# Each a new choice, so that everything is counted and drawn again.
KEUZES = ("thema=ouderen", "kleur=combinatie:instrument", "kleur=aantal&zorgverzekeraar=CZ", "vergelijk=b")
ANTWOORD = """adres => new Promise(klaar => {
    const begin = performance.now();
    addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(
        () => klaar(performance.now() - begin))), { once: true });
    location.hash = adres;
})"""
BEELD = "performance.getEntriesByName('eerste-beeld')[0]"


def meet(pad: Path, keren: int) -> tuple[float, float]:
    """Return the median milliseconds to the first picture, and from a new choice to the picture of it."""
    from playwright.sync_api import sync_playwright

    beeld, antwoord = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(keren):
            pagina = browser.new_page(viewport={"width": 1400, "height": 900})
            pagina.goto(pad.resolve().as_uri())
            pagina.wait_for_function(BEELD)
            beeld.append(pagina.evaluate(f"{BEELD}.startTime"))
            antwoord += [pagina.evaluate(ANTWOORD, keuze) for keuze in KEUZES]
            pagina.close()
        browser.close()
    return statistics.median(beeld), statistics.median(antwoord)


def main() -> int:
    """Measure each file; exit code 1 where one is too large or too slow."""
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("atlas", nargs="+", type=Path)
    ontleder.add_argument("--keren", type=int, default=7)
    opties = ontleder.parse_args()
    te_veel = False
    print("MB     first picture  after a choice  file")
    for pad in opties.atlas:
        grootte, (beeld, antwoord) = pad.stat().st_size / 1e6, meet(pad, opties.keren)
        te_veel |= grootte > HOOGSTENS_MB or beeld > HOOGSTENS_MS
        print(f"{getal(grootte, 2):6} {getal(beeld):>9} ms {getal(antwoord):>12} ms  {pad}")
    print(f"target: {getal(HOOGSTENS_MB)} MB and {getal(HOOGSTENS_MS)} ms: {'missed' if te_veel else 'met'}")
    return int(te_veel)


if __name__ == "__main__":
    sys.exit(main())

"""The interpretation beside the analysis tables: an example of how one writes it, for made-up figures."""

import tomllib

from scripts.voorbeeld.tabellen import RAW, eigen

KOP = """\
# SYNTHETISCH: de cijfers van deze editie zijn verzonnen. Deze duiding is alleen een voorbeeld van hoe men
# haar schrijft. Tussen accolades vult het notebook een getal in; lib/analyse/duiding.py noemt alle velden.
"""
VOORAF = "Voorbeeld van een duiding; de cijfers zijn verzonnen. "
STUK = """
[[duiding]]
tabel_id = "{tabel_id}"
rij = {rij}
bewering = "{bewering}"
duiding = "{vooraf}{duiding}"
"""


def maak_duiding() -> bytes:
    """Return duiding.toml: a text beside each printed row; the first of each table says what it is."""
    bron = tomllib.loads((RAW / "edities" / "2017-rapport" / "duiding.toml").read_text(encoding="utf-8"))
    zegt = {(stuk["tabel_id"], str(stuk["rij"])): stuk["bewering"] for stuk in bron["duiding"]}
    stukken = [
        STUK.format(
            bewering=zegt[rij["tabel_id"], rij["rij"]], vooraf=VOORAF if rij["rij"] == "1" else "", **rij
        )
        for rij in eigen("duiding.csv")
    ]
    return "".join([KOP, *stukken]).encode()

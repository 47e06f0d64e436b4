"""What the page on other parties shows: who takes part, and what people wrote of how projects went."""

from collections.abc import Iterator

from lib.analyse.gegevens import Gegevens
from lib.analyse.partijen import ervaringen, tel_partijen, veldvulling
from lib.beeld.tonen import Beeld, regel, tabel

LEEG = (
    "Geen enkel project van deze editie heeft hier iets ingevuld. Dat zegt niet dat er niets te melden is: "
    "het invulsjabloon vraagt ernaar, en leeg laten mag."
)


def toon_partijen(gegevens: Gegevens) -> Iterator[Beeld]:
    """Yield how many projects name each kind of party, per thema and per vorm."""
    for dimensie, kop in (("thema", "thema"), ("vorm", "samenwerkingsvorm")):
        telling = tel_partijen(gegevens.projecten, gegevens.ordening, dimensie)
        yield tabel(
            telling, f"Andere partijen in projecten, naar {kop}; een project telt bij elk van zijn partijen"
        )


def toon_ervaringen(gegevens: Gegevens) -> Iterator[Beeld]:
    """Yield how often each optional field is filled, and what stands in it; empty fields are said."""
    yield tabel(veldvulling(gegevens), "Hoe vaak is dit ingevuld?", ("veld", "ingevuld", "van"))
    gevonden = ervaringen(gegevens)
    if gevonden.empty:
        yield regel(LEEG)
        return
    yield tabel(
        gevonden.drop(columns="project_id"),
        "Wat mensen schreven, in hun woorden",
        ("project", "over", "tekst"),
    )

"""What the cards are for: the aims of 2017 in our words, and the questions that serve them."""

from lib.grond.paden import REGISTER
from lib.grond.toml import lees_toml

VRAGEN = REGISTER / "gespreksvragen.toml"


def lees_vragen() -> tuple[int, list[tuple[str, str]]]:
    """Return how many questions are shown at most, and each as when it is asked and its text."""
    inhoud = _inhoud()
    return inhoud["meest"], [(vraag["bij"], vraag["tekst"]) for vraag in inhoud["vraag"]]


def lees_doelen() -> list[tuple[str, str]]:
    """Return the aims, each with the question that serves it."""
    return [(vraag["doel"], vraag["tekst"]) for vraag in _inhoud()["vraag"] if "doel" in vraag]


def _inhoud() -> dict:
    return lees_toml(VRAGEN)

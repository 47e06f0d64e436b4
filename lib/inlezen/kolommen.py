"""The columns of a project file: what must be there, and what may."""

VERPLICHT = ("titel", "zorgverzekeraars", "gemeenten", "wmo_regios", "thema", "instrument", "vorm", "schaal")
# What people can write of how a project went; empty is not known.
ERVARINGEN = ("kwaliteit", "ervaren_resultaten", "werkzame_elementen", "condities", "minder_intensief")
OPTIONEEL = (
    "project_id",
    "omschrijving",
    "is_minimacontract",
    "peildatum",
    "programma",
    "subthema",
    "andere_partijen",
    *ERVARINGEN,
    "herkomst",
    "bron",
    "bron_kop",
    "bron_organisatie",
    "bron_url",
    "jaar_bron",
    "jaar_begin",
    "themas",
    "plaatsen_genoemd",
    "reden_geen_gemeenten",
    "zekerheid_zorgverzekeraars",
    "zekerheid_gemeenten",
    "zekerheid_thema",
    "zekerheid_instrument",
    "zekerheid_vorm",
    "zekerheid_schaal",
    "opmerking",
)
PROJECTKOLOMMEN = VERPLICHT + OPTIONEEL

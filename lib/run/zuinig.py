"""What libraries try to import at their start, and what nobody here uses, so that a process starts sooner."""

import sys

# jsonschema's optional checkers of addresses and times, up to 1.7 s in each process.
ONGEBRUIKT = ("rfc3987_syntax", "isoduration")


def sla_over() -> None:
    """Let an import of what is unused fail at once, as where it is not installed; what is loaded stays."""
    for naam in ONGEBRUIKT:
        sys.modules.setdefault(naam, None)  # type: ignore[arg-type]

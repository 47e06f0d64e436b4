"""A zip, and the Office files that are one, with the same bytes each time: no time of making in it."""

import io
import re
import zipfile

_DAG = (1980, 1, 1, 0, 0, 0)
KERN = "docProps/core.xml"
TIJD = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_GEMAAKT = b"2017-01-01T00:00:00Z"


def vast_gezipt(inhoud: bytes, gemaakt: bytes = _GEMAAKT) -> bytes:
    """Return the zip ``inhoud`` with every time in it fixed, also in a workbook that stands in it.

    ``gemaakt``: the time of making that the properties of an Office file say, ISO 8601.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(buffer, "w") as doel:
        for deel in bron.infolist():
            gegevens = bron.read(deel)
            if deel.filename.endswith(".xlsx"):
                gegevens = vast_gezipt(gegevens, gemaakt)
            if deel.filename == KERN:
                gegevens = TIJD.sub(rb"\g<1>" + gemaakt, gegevens)
            doel.writestr(zipfile.ZipInfo(deel.filename, _DAG), gegevens, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

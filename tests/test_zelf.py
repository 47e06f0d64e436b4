import doctest

import lib.zelf

OPTIES = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_elk_voorbeeld_klopt():
    uitkomst = doctest.testmod(lib.zelf, {"open_editie": lib.open_editie}, optionflags=OPTIES)
    assert uitkomst.failed == 0 and uitkomst.attempted > 20

"""What scripts/schoon.py leaves of a notebook: sources, key numbers, and ids that are not left to chance."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from scripts.schoon import schoon


def bewaar(pad, *cellen):
    nbformat.write(new_notebook(cells=list(cellen)), pad)
    return pad


def test_een_nieuwe_cel_krijgt_het_eerste_vrije_nummer_en_de_andere_houden_hun_id(tmp_path):
    nieuw = new_markdown_cell("b", id="7fb27b94-1602-401d")
    cellen = [new_markdown_cell("a", id="cel-00"), nieuw, new_markdown_cell("c", id="cel-01")]
    pad = bewaar(tmp_path / "n.ipynb", *cellen)
    assert schoon(pad)
    assert [cel.id for cel in nbformat.read(pad, 4).cells] == ["cel-00", "cel-02", "cel-01"]
    eerst = pad.read_bytes()
    assert not schoon(pad) and pad.read_bytes() == eerst


def test_alleen_een_kerngetal_houdt_zijn_uitkomst(tmp_path):
    uitkomst = [new_output("stream", text="74\n")]
    gewoon = new_code_cell("1", id="cel-00", outputs=uitkomst, execution_count=7)
    kern = new_code_cell("2", id="cel-01", outputs=uitkomst, execution_count=8)
    kern.metadata["tags"] = ["keep_output"]
    pad = bewaar(tmp_path / "n.ipynb", gewoon, kern)
    assert schoon(pad)
    een, twee = nbformat.read(pad, 4).cells
    assert (een.outputs, een.execution_count) == ([], None)
    assert (twee.outputs[0].text, twee.execution_count) == ("74\n", 1)

"""The private parts of libraries: gathered in one module, checked with the versions that are installed."""

import ast
import io
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from queue import Empty

import pytask
import pytest
from _pytask import database_utils, state
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_core.utils import run_sync
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path as Pad
from matplotlib.transforms import IdentityTransform
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pytask_parallel import execute

from lib.grond import binnenwerk
from lib.grond.binnenwerk import GECONTROLEERD
from lib.grond.paden import WORTEL

MODULE = "lib/grond/binnenwerk.py"


@pytest.mark.parametrize("pakket", GECONTROLEERD)
def test_elke_versie_is_nagekeken(pakket):
    nu, toen = version(pakket), GECONTROLEERD[pakket]
    assert nu == toen, (
        f"{pakket} ging van {toen} naar {nu}: kijk na of {MODULE} nog klopt, of er een openbare weg is, "
        "en zet dan de nieuwe versie in GECONTROLEERD"
    )


# ---- each part does what the kit needs it for -------------------------------------------------------


def bouw(map_: Path) -> int:
    """Run one task of pytask with a database, and return how many records stand in it."""
    map_.mkdir()
    (map_ / "pytask.toml").write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    taak = pytask.TaskWithoutPath(name="een", function=lambda: None)
    bank = map_ / "staat.db"
    sessie = pytask.build(
        tasks=[taak],
        paths=[map_],
        config=map_ / "pytask.toml",
        database_url=f"sqlite:///{bank}",
        capture="no",
    )
    assert sessie.exit_code == pytask.ExitCode.OK
    with sqlite3.connect(bank) as verbinding:
        return verbinding.execute("select count(*) from state").fetchone()[0]


def test_pytask_bewaart_alleen_in_zijn_slot(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "update_states_in_database", database_utils.update_states_in_database)
    assert bouw(tmp_path / "gewoon") > 0
    binnenwerk.bewaar_alleen_in_slot()
    assert bouw(tmp_path / "slot") == 0 and (tmp_path / "slot" / "pytask.lock").is_file()


def test_pytask_parallel_kijkt_zo_vaak_als_gezegd(monkeypatch):
    monkeypatch.setattr(execute, "_Sleeper", execute._Sleeper)
    for wachten in ([0.5], [0.001, 0.002]):
        binnenwerk.kijk_vaker(wachten)
    gewacht: list[float] = []
    monkeypatch.setattr(execute.time, "sleep", gewacht.append)
    slaper = execute._Sleeper()
    for _ in range(3):
        slaper.sleep()
        slaper.increment()
    slaper.reset()
    slaper.sleep()
    assert gewacht == [0.001, 0.002, 0.002, 0.001]


class Kernel(BlockingKernelClient):
    """A client whose channels are filled by hand; a kernel that answers is for the tests of kernels."""

    class _Kanaal:
        def __init__(self, *berichten):
            self.berichten = list(berichten)

        async def get_msg(self, timeout):
            if not self.berichten:
                raise Empty
            return self.berichten.pop(0)

    shell_channel = _Kanaal({"content": {"protocol_version": "4.1"}})
    iopub_channel = _Kanaal({"content": {"execution_state": "idle"}})


def test_jupyter_geeft_berichten_en_onthoudt_de_kernel():
    klant = Kernel()
    antwoord = run_sync(binnenwerk.bericht)(klant, "shell", 0.01)
    assert run_sync(binnenwerk.bericht)(klant, "iopub", 0.01)["content"] == {"execution_state": "idle"}
    with pytest.raises(Empty):
        run_sync(binnenwerk.bericht)(klant, "shell", 0.01)
    binnenwerk.onthoud_kernel(klant, antwoord)
    assert klant.session.adapt_version == 4
    klant.parent = KernelManager()  # which has started none
    assert run_sync(binnenwerk.leeft)(klant) is False


def test_matplotlib_schrijft_paden_door_wat_ze_verkort():
    class Doek(RendererSVG):
        pass

    binnenwerk.verkort_paden(Doek, lambda tekst: tekst.replace("\n", "|"))
    bestanden = {soort: io.StringIO() for soort in (Doek, RendererSVG)}
    for soort, bestand in bestanden.items():
        doek = soort(20, 20, bestand)
        doek.draw_path(GraphicsContextBase(), Pad([(1, 2), (3, 4)]), IdentityTransform(), "#c2577e")
    assert "M 1 18 |L 3 16 |" in bestanden[Doek].getvalue()
    assert "|" not in bestanden[RendererSVG].getvalue()
    assert "fill: #c2577e" in binnenwerk.svg_stijl(doek, GraphicsContextBase(), (0.761, 0.341, 0.494))


def test_pptx_zet_een_beeld_dat_er_al_is_op_nog_een_dia():
    plaat = io.BytesIO()
    Image.new("RGB", (6, 4)).save(plaat, "png")
    boek = Presentation()
    een, twee = (boek.slides.add_slide(boek.slide_layouts[6]) for _ in range(2))
    eerste = een.shapes.add_picture(plaat, 0, 0)
    deel = een.part.get_or_add_image_part(plaat)[0]
    nog = binnenwerk.voeg_beeld_toe(twee.shapes, deel, twee.part.relate_to(deel, RELATIONSHIP_TYPE.IMAGE))
    assert nog.shape_type == MSO_SHAPE_TYPE.PICTURE and len(twee.shapes) == 1
    assert (nog.width, nog.height, nog.image.sha1) == (eerste.width, eerste.height, eerste.image.sha1)


# ---- and nothing else uses one ----------------------------------------------------------------------

OPENBAAR = {"_fields", "_replace", "_asdict", "_exit"}  # in spite of their names


def prive(naam: str) -> bool:
    """Whether a name is private; those that end in an underscore belong to a protocol."""
    return naam.startswith("_") and not naam.endswith("_") and naam not in OPENBAAR


def eigen_namen(boom: ast.AST) -> Iterator[str]:
    """Yield the private names that a module gives itself."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield knoop.name
        elif isinstance(knoop, ast.Attribute | ast.Name) and isinstance(knoop.ctx, ast.Store):
            yield knoop.attr if isinstance(knoop, ast.Attribute) else knoop.id
        elif isinstance(knoop, ast.Call) and getattr(knoop.func, "attr", "") == "__setattr__":
            yield str(getattr(knoop.args[1], "value", ""))


def vreemde_namen(boom: ast.AST, eigen: set[str]) -> Iterator[str]:
    """Yield the private names of others that a module uses or imports."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Attribute) and prive(knoop.attr):
            via_super = isinstance(knoop.value, ast.Call) and getattr(knoop.value.func, "id", "") == "super"
            if via_super or knoop.attr not in eigen:
                yield knoop.attr
        elif isinstance(knoop, ast.Import | ast.ImportFrom):
            waar = (getattr(knoop, "module", None) or "").split(".")
            if waar[0] not in ("lib", "scripts", "__future__"):
                delen = [deel for alias in knoop.names for deel in alias.name.split(".")]
                yield from filter(prive, [*waar, *delen])


def test_de_wacht_ziet_een_aanroep_een_import_en_een_erfenis():
    code = "import _x\nfrom a._b import c\nfrom d import _e\nf._g()\nsuper()._h()\nself._i = 1\no._exit()"
    boom = ast.parse(code)
    assert set(vreemde_namen(boom, set(eigen_namen(boom)) | {"_h"})) == {"_x", "_b", "_e", "_g", "_h"}


def test_niets_anders_gebruikt_het_binnenwerk_van_een_ander():
    mappen = [WORTEL / "lib", WORTEL / "scripts"]
    paden = [
        *(pad for map_ in mappen for pad in map_.rglob("*.py")),
        WORTEL / "conftest.py",
        WORTEL / "run_all.py",
    ]
    bomen = {str(pad.relative_to(WORTEL)): ast.parse(pad.read_text(encoding="utf-8")) for pad in paden}
    eigen = {naam for boom in bomen.values() for naam in eigen_namen(boom)}
    gevonden = {naam: sorted(set(vreemde_namen(boom, eigen))) for naam, boom in bomen.items()}
    assert gevonden.pop(MODULE) and not {naam: wat for naam, wat in gevonden.items() if wat}

"""What is counted and tested: selections, tables, strategies and what became of projects.

- ``behoefte``: Need beside supply: a key figure of each gemeente beside whether a project on the theme is
  known there.
- ``constatering/``: The findings of 2017, each as a formal test with its number.
- ``deelname``: Which project takes part in which region, and how many projects a region or a label has.
- ``duiding``: Interpretation beside the analysis tables: text of our own, per edition, with its figures
  filled in.
- ``eigenkaarten``: The maps that an edition adds to the register: rows of its own ``kaarten.csv``, drawn like
  any other.
- ``gegevens``: The tables of an edition as arrays, read once: projects, labels and coverage.
- ``koppeling``: Which project of the edition before a project is: by its project_id, or as people decided.
- ``koppelvoorstel``: Projects that may be the same as one of the edition before, though nothing says so: for
  people to decide.
- ``partijen``: Who takes part besides gemeenten and zorgverzekeraars, and what people wrote of how a project
  went.
- ``relaties``: What is a part of another project, or follows on one: a relation of its own, never a merge.
- ``samenhang``: Which projects belong together, and why: a shared programme, parties, places and text.
- ``samenvatting``: Projects counted and listed for readers: per label, with certainty, and one line for each.
- ``selectie``: Which projects a row of the register selects, and in which gemeenten they are, as arrays.
- ``strategie``: What one zorgverzekeraar does with gemeenten (chapter VII): portfolio, spread, programmes and
  stages.
- ``strategietoets``: An insurer's strategy as the report of 2017 describes it, beside what its projects show.
- ``tabellen``: The analysis tables: for a row of the register the numbers behind what the report claims
  beside its maps.
- ``verband/``: What goes together, and how often chance alone would give that.
- ``verloop``: An edition beside the one before: which projects are the same, and what people should still
  decide.
- ``zonder_run``: The tables of an edition straight from its files, where no run has written them yet.
"""

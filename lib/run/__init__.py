"""The command and the run: what is out of date, in which order, and how it went.

- ``cluster/``: Notebooks on a Dask cluster.
- ``draaien``: Running the tasks: pytask decides what is stale, orders and spreads the work; papermill does
  it.
- ``gedaan``: What the last complete run saw and made, so that the next can tell at once that there is nothing
  to do.
- ``invoer``: Before anything is written: whether every input is there, well-formed, and known.
- ``kern/``: Kernels that start in a tenth of a second.
- ``manifest``: The manifest of an edition: what went in, what came out, with which versions, and how long it
  took.
- ``nieuw``: ``--new``: the folder of a new edition, ready to be filled in.
- ``omgeving``: The environment of every kernel: where it writes, and no chance in how.
- ``opdracht``: The command line of ``run_all.py``: what to run, how it went, in plain words and an exit code.
- ``prive``: The private copy of the aanspreekpunten: with names, phone numbers and e-mail, marked as such.
- ``ronde``: One round of the run: plan, check the input, run what is out of date, and say how it went.
- ``toetsplugin``: The plugin that pytest loads before all others, so that each process of a test starts lean.
- ``uitvoeren``: Executing one notebook: papermill runs it, the result is cleaned of times and written in one
  stroke.
- ``verslag``: pytask's hooks for this project: each task's end is passed on to whoever started the run.
- ``voortgang``: What a run tells while it goes: a bar in a terminal, lines elsewhere, a list where nothing is
  run.
- ``waken``: ``--watch``: after each save, run what depends on it, until Ctrl-C.
- ``zuinig``: What libraries try to import at their start, and what nobody here uses, so that a process starts
  sooner.
"""

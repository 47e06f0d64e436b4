"""What goes in: an edition, its files, and the report as data.

- ``bestand``: Adding to an edition's own small files, from a notebook: whole or not at all, and nothing
  overwritten.
- ``bronnen``: What the sources page tells: every raw file with its origin, and what the sources leave in
  doubt.
- ``citaat``: How a figure or an export is cited: which edition, of when, from which source, under which
  licence.
- ``editie``: An edition: a folder with ``edition.toml`` and the files it names.
- ``herkomst``: Sidecars: beside every raw file ``<file>.meta.toml`` says where it comes from and what it must
  hash to.
- ``jaren``: The years of which the gemeenten are known on 1 January: they stand here, and nowhere else.
- ``lessen``: Which lessons travel: the methods of the report of 2017, each step from one place to another, as
  data.
- ``lezing``: The report's own reading of 2017 as data: reason and example per printed table row, and its
  overviews.
- ``ordening``: The four ordering principles: which labels exist, how they are printed, how else they are
  written.
- ``register``: The report as data: which maps and tables it has, and from which number on a word of it is
  true.
"""

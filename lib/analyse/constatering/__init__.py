"""The findings of 2017, each as a formal test with its number.

- ``aanvulling``: How far a number may be off where the edition is silent: its tables completed at their worst
  and best.
- ``filter``: The filter notation of the findings: ``thema=ggz & vorm=ontwikkelproject``.
- ``gelijkenis``: How alike the descriptions of projects are: cosine of weighted words (tf-idf; Salton &
  Buckley 1988).
- ``lezer``: Reading the rows of ``constatering_toetsen.csv``: each cell checked, every fault kept with its
  row.
- ``meten``: One function per kind of test: what is observed, for many weightings of the projects at once.
- ``onbeslist``: What an edition's own files leave open: findings that they say cannot be decided, so that
  none is decided.
- ``oordeel``: Every claim of the report tested on an edition: its number, its verdict, and how firm that
  verdict is.
- ``open``: What an edition leaves open of its projects: a place, a label, a zorgverzekeraar, a subthema or
  the words.
- ``register``: The findings as data: what the report says, and the tests that decide whether it holds in an
  edition.
- ``soorten``: What a finding consists of, and the kinds of test it may have.
- ``stof``: An edition as arrays: what the tests of findings count with, worked out once and kept.
- ``velden``: What a finding may ask of a project or a gemeente: the fields, their labels, their values.
- ``vergelijk``: Findings in two editions: what was true in the one and no longer in the other.
- ``woorden``: A demand of a finding in words: what was observed, the threshold, and a small picture of a
  share.
"""

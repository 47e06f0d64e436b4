"""A register row becomes a map.

- ``basis``: The geometry that every map is drawn with, prepared once per process.
- ``beeld``: What a map shows, without drawing it: a row of the register and the tables of an edition become a
  :class:`Kaartbeeld`.
- ``blad``: Drawing: a Kaartbeeld becomes a sheet with title, map, legend and caption, laid out in
  millimetres.
- ``combinatie``: Maps of several labels in a gemeente: as combinations, as a matrix, or as a small map for
  each label.
- ``eigen``: A map of a reader's own numbers, categories, or two variables: which classes, and in which
  colours.
- ``gebiedskaart``: A map of one value per gemeente or per regio, for a table that does not count projects.
- ``grenskaart``: The map of how sure the drawn borders are: which were rebuilt exactly, and which are
  approximate.
- ``hoofdstuk``: The figures of one chapter: every row of the register that can be drawn, kept and listed in
  order.
- ``inhoud``: What a map shows, as types: classes, layers, outline, and the texts around them.
- ``jaarbasis``: The geometry of a year and a division into regions, made once for a process and those forked
  from it.
- ``jaarbeeld``: Pictures of the division: the regions, who changed, where there is doubt, and the crosswalk.
- ``keuze``: A choice of projects: it becomes the projects that pass, a row of the register, and a map.
- ``klassen``: What the sorts of maps make their classes with: which gemeente has which, and how many there
  are.
- ``legenda``: The legend of a map: its classes with their counts, the borders, and the dot matrix of
  combinations.
- ``matrix``: The legend of a map with many combinations of labels: a matrix in the manner of UpSet.
- ``pergemeente``: Behind a map: per gemeente the projects that colour it, and which projects were left out
  and why.
- ``projectbladen``: Sheets with a small map for each project, where one map cannot hold them all.
- ``raster``: The legend of a map of two variables: a grid of its classes, one variable across and the other
  up.
- ``soorten``: The sorts of maps without combinations: each says of every gemeente which class it has.
- ``tekst``: The sentences around a map: title, caption, source line and text alternative, filled in from the
  data.
- ``vlak``: The map itself: a Kaartbeeld drawn into axes that are exactly as large as the country at some
  scale.
"""

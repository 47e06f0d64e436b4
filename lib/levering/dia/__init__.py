"""The slides: native tables, charts and maps.

- ``blok``: The slides that belong to no map: the edition at a glance, the findings, and the venster.
- ``kaart``: A figure on a slide: the picture that the run drew, cut to its map, with the legend as text
  beside it.
- ``legenda``: The legend beside the picture of a slide, as shapes that can be edited.
- ``presentatie``: The slides of an edition: the report's chapters with its maps, tables and findings, ready
  to be edited.
- ``reeks``: A series of slides that grows: titles, text, tables and pictures, in the order in which they
  come.
- ``tabel``: Tables on slides: widths that follow from the texts, and as many slides as the rows need.
- ``vorm``: The parts of a slide: text that is measured before it is placed, tables, charts and pictures.
"""

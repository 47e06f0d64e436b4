"""How things look: colours, letters, sheets and charts; it knows no projects.

- ``beelden``: The pictures of a report: each stands once in ``beelden``, whatever shows it, and small ones
  beside it.
- ``figuur``: A figure that knows what it shows, and its files: a palette PNG and an SVG, the same bytes each
  time.
- ``grafiek``: What every chart shares: its heading, labels that may break, and ink that can be read on a
  fill.
- ``kader``: A rectangle of a figure with coordinates of its own: what axes are, without ticks, spines and
  clipping.
- ``legenda``: The legend beside a map: what each colour, hatch and line means, with counts.
- ``letters``: Text on a sheet that is laid out in millimetres: measured, broken into lines, drawn fast.
- ``lijnen``: Border lines put together to shapes: as a path for pixels, and as text for a vector file.
- ``nummers``: Numbers on a map: where each stands, so that no two cover each other, and how they are drawn.
- ``palet``: A drawing in few colours: a palette image is a quarter of the size and much faster to compress.
- ``regiomatrix``: A table as a picture: a row per region, a column per subject, a coloured cell with a few
  words.
- ``schemabeeld``: The diagrams of the report: drawings that are no map, made from tables.
- ``schemapijl``: The steps between the layers of a diagram: arrows with words, from one column to the other.
- ``stijl``: The one visual language: colours, hatches and sizes from ``stijl.toml``, settings from
  ``matplotlibrc``.
- ``svgpad``: Path data of an SVG file made short: one decimal, steps instead of places, circles as arcs.
- ``tijdlijn``: The timeline of the werkstructuur: when something was agreed, and how exactly that is known.
- ``tonen``: What a notebook shows: tables, maps and sentences, with what a page needs to be read by anyone.
- ``vel``: The sheet that every figure stands on: title, subtitle, caption and source, laid out in
  millimetres.
- ``vorm``: Shapes on a sheet, drawn with no more than they need; what many maps share is drawn once for all.
"""

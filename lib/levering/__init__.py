"""What leaves the project: slides, workbook, layers and atlas.

- ``atlas/``: The atlas: one file in which anyone can choose and look.
- ``dia/``: The slides: native tables, charts and maps.
- ``gebiedstelling``: The projects counted per gemeente or per region: in all, and for each label.
- ``geopakket``: The GeoPackage of an edition: gemeenten, regions and projects with all attributes, styled for
  QGIS.
- ``qgis``: Styles for QGIS: the colours of the maps as QML, the form in which a GeoPackage keeps them.
- ``stof``: What slides, workbook and GIS file are made of: one edition, read once, from what the run has
  written.
- ``werkboek``: The workbook of an edition: a cover, and a sheet for each table, as a consultant uses them.
- ``werkboekbladen``: The sheets of the workbook, in their order: which table, what it says, and which columns
  are shares.
"""

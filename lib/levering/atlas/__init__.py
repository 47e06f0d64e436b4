"""The atlas: one file in which anyone can choose and look.

- ``gegevens``: What the atlas knows, as plain lists and numbers: ready for JSON, small enough for one page.
- ``pagina``: The atlas as a page: the data stand in it as JSON, the style and the scripts as text.
- ``stijl``: The colours, hatches and words of the atlas: those of the report, as numbers and text for its
  script.
- ``stof``: The atlas of an edition: one page on which a reader chooses projects and sees where they are.
- ``venster``: The venster in the atlas: what may be shown of the answers per zorgkantoorregio.
- ``vormen``: The shapes of the atlas: the lines of the map, each once, on a grid fine enough to come close.
"""

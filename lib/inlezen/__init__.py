"""Rows become projects: any workbook or CSV, judged, repaired and merged, with an account of every row.

- ``afscherming``: Personal data in the free text of project files: masked before anything is judged, counted
  or shown.
- ``bron``: Raw project files, CSV or Excel, read untouched into a table of strings that remembers its places.
- ``celkeuring``: What spreadsheets do to cells, told of the rows below the heads of any sheet.
- ``cijfers``: Numbers per gemeente that an edition brings itself: CSV or Excel, a row per gemeente, a column
  per figure.
- ``cijfers_halen``: Fetch key figures that the project does not hold, from CBS or RIVM, as a file of an
  edition.
- ``correcties``: Corrections of a source, kept beside it in ``correcties.toml``: what stood there, what it
  becomes, why.
- ``datum``: Dates as people write them, read to ISO.
- ``dubbelen``: Identifiers: one for each row, made from the title where the source gives none.
- ``gelijkenis``: Are two reports the same project? What is compared, and the rule that weighs it.
- ``invulboek``: What every workbook to be filled in shares: a guide on paper, lists to choose from, rules for
  cells.
- ``kandidaten``: Which reports are worth comparing: pairs that share a place and whose titles share a
  subject.
- ``kolommen``: The columns of a project file: what must be there, and what may.
- ``koppelen``: What is agreed with a sender of project files: which of their heads is which of our columns.
- ``koppelvoorstel``: What a new sender's columns may be: proposed by their heads and by what stands below
  them.
- ``omvang``: How large an input file may be: looked at first, so that a small file cannot cost a large
  machine.
- ``paginakeuring``: Whether each row of a public source says where it comes from, and names no person.
- ``persoonsgegevens``: Personal data in free text: found by patterns and lists of names, and masked.
- ``polissen``: Gemeentepolissen: which gemeenten have a collective contract for minima, with which
  zorgverzekeraars.
- ``projecten``: From a consultant's project database to one clean table, with an account of every row.
- ``regeltoets``: The rule for merging, tested on real reports: what people decided on pairs, beside what the
  rule says.
- ``rijen``: One row of a project table judged: what it says, every fault in it, and what a reader should
  know.
- ``rijjaar``: The year of a row: in which division its places are named, and what those are in the edition's
  own.
- ``rijkeuring``: Judging the cells of one row of a small input file: codes from a list, names from the
  tables.
- ``rijtabel``: Small lists of an edition (contacts, contracts, subjects), CSV or Excel, as a table of
  strings.
- ``samenvoegbesluiten``: What people decided on pairs of rows: the same project, or not.
- ``samenvoegen``: Reports of the same project become one project, with every origin and every other reading
  kept.
- ``sjabloon``: The workbook in which projects are filled in: a drop-down for every label and party, and a
  guide.
- ``tussenkoppen``: Rows between projects that are no project: sub-headings and totals; and numbers that
  restart per sheet.
- ``werkblad``: Files with rows, CSV or Excel, read untouched: every sheet as rows of cells, with what was odd
  about it.
- ``werkmap``: An Excel file taken apart: what Excel shows of a sheet besides its values, and bytes that
  openpyxl reads.
"""

"""Files, faults and words: what everything stands on.

- ``afdruk``: Fingerprints of files, computed once: what has the same size, times and place on disk is the
  same.
- ``afhankelijkheid``: Which files of ``lib`` a piece of Python depends on: the imports, followed through, and
  the data they name.
- ``binnenwerk``: The private parts of libraries that the kit cannot do without, each for want of a public
  way.
- ``fouten``: Faults in the input, each with its place, collected so that they are reported together.
- ``leesbaar``: Text of users as it may stand in a file that others open: no character that XML forbids or
  that hides.
- ``ontcijfer``: Bytes to text, as spreadsheets and editors save them; told by how the text looks.
- ``opslag``: Keeping the processed tables: Parquet for the next notebook, CSV for people.
- ``paden``: Where things stand: the project root, the raw inputs, and the folders a run writes.
- ``schrijven``: Writing a file in one stroke or not at all, and what that leaves when a process is killed.
- ``staat``: Records that the kit keeps for itself: read where they are whole, begun afresh where they are
  not.
- ``tabel``: Reading the project's own small tables: CSV files that may open with comment lines.
- ``toml``: Reading the project's own settings: TOML files.
- ``vastzip``: A zip, and the Office files that are one, with the same bytes each time: no time of making in
  it.
- ``woorden``: Numbers, counts and dates as readers write them.
"""

"""Kernels that start in a tenth of a second.

- ``klant``: Clients of a kernel that do not wait longer than needed until it is ready.
- ``motor``: How papermill executes in a run: with an error for every end that a kernel can come to.
- ``namen``: What the kernels of a run are called, and the variable that says what those that are forked have
  loaded.
- ``ouder``: The process from which kernels are forked: it imports the libraries once, each kernel starts with
  them.
- ``vorkkern``: Kernels forked from a process that has already imported everything, for any client of Jupyter.
"""

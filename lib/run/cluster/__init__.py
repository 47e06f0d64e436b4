"""Notebooks on a Dask cluster.

- ``cluster``: Running notebooks on a Dask cluster: code and inputs go there, what they write comes back.
- ``hulp``: The process beside a Dask worker in which notebooks run, one after another, with the code that was
  sent.
- ``pak``: What is sent to a cluster: the code and raw inputs as one zip, and the files that are a task's own.
- ``werk``: What a worker of a Dask cluster does with a notebook of ours; it need not have the project itself.
"""

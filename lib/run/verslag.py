"""pytask's hooks for this project: each task's end is passed on to whoever started the run."""

from typing import Any

from pytask import hookimpl


@hookimpl
def pytask_execute_task_log_end(session: Any, report: Any) -> None:
    """Hand the report to the function that the run put in the configuration."""
    melden = session.config.get("kaarten_melden")
    if melden:
        melden(report)

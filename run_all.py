"""Run every notebook that is out of date and render the report: ``python run_all.py --help``."""

from lib.run.opdracht import main

if __name__ == "__main__":
    raise SystemExit(main())

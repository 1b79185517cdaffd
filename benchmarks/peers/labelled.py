"""The labelled FEBRL 4 set through `benchmarks/febrl.py`: saturated, so a smoke test beside."""

from benchmarks.peers.measuring import ROOT, run_program
from benchmarks.peers.options import Options
from benchmarks.peers.worlds import say


def run_febrl(options: Options) -> dict[str, object]:
    """Return heading and rows of its table."""
    program = str(ROOT / "benchmarks" / "febrl.py")
    told = run_program("febrl", [program, "--out", str(options.home / "febrl"), "--sets", "4"])
    say(told.said)
    return {**read_table(told.said), "seconds": round(told.seconds, 1), "load": told.load}


def read_table(said: str) -> dict[str, object]:
    """Return heading and rows of the Markdown table in an output."""
    lines = [line for line in said.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return {"heading": cells[0], "rows": cells[2:]} if cells else {"heading": [], "rows": []}

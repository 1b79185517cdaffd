"""How good is the matching? A job's output against the truth, by kind of defect."""

from hotich.engines.evaluation.cases import Cases, Limits, TruthMismatchError
from hotich.engines.evaluation.command import add_evaluate_arguments, run_evaluate
from hotich.engines.evaluation.counts import Counts
from hotich.engines.evaluation.evaluating import evaluate, write_report
from hotich.engines.evaluation.figures import Figures, Point
from hotich.engines.evaluation.mapping import (
    MappingFaultError,
    PartMapping,
    map_table,
    read_mapping,
)
from hotich.engines.evaluation.shares import Share, share
from hotich.engines.evaluation.telling import Teller, plain_text

__all__ = [
    "Cases",
    "Counts",
    "Figures",
    "Limits",
    "MappingFaultError",
    "PartMapping",
    "Point",
    "Share",
    "Teller",
    "TruthMismatchError",
    "add_evaluate_arguments",
    "evaluate",
    "map_table",
    "plain_text",
    "read_mapping",
    "run_evaluate",
    "share",
    "write_report",
]

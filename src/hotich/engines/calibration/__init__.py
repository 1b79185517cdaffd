"""Bits estimated from confirmed cases or without labels; nothing is applied by itself."""

from hotich.engines.calibration.command import add_calibrate_arguments, run_calibrate
from hotich.engines.calibration.confirmed import CasesUnusableError, count_confirmed
from hotich.engines.calibration.estimating import Estimate, estimate
from hotich.engines.calibration.rules_file import candidate
from hotich.engines.calibration.sampling import count_by_chance
from hotich.engines.calibration.telling import report_json, report_text

__all__ = [
    "CasesUnusableError",
    "Estimate",
    "add_calibrate_arguments",
    "candidate",
    "count_by_chance",
    "count_confirmed",
    "estimate",
    "report_json",
    "report_text",
    "run_calibrate",
]

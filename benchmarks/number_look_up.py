"""Does the time of a look-up by number tell whether somebody has the number? Medians of both.

    python benchmarks/number_look_up.py --tries 2000

A database of its own is filled with invented people; the same question is put about numbers that
nobody has and about numbers whose holders bear another name, by turns, so that both meet the same
machine. Nothing is asserted; the figures go into the docs.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=2000, help="of each kind")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOTICH_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "hotich.config.settings"
        times = measured(args.tries)
    print(f"{'':22}{'median ms':>10}{'p25':>8}{'p75':>8}{'p95':>8}")
    for kind, values in times.items():
        low, _, high = quantiles(values, n=4)
        slow = quantiles(values, n=20)[-1]
        print(f"{kind:22}{median(values):10.3f}{low:8.3f}{high:8.3f}{slow:8.3f}")


def measured(tries: int) -> dict[str, list[float]]:
    """Return the milliseconds of each kind of question."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from hotich.apps.population.actions import find_by_number
    from hotich.apps.population.models import DailyUse, Person
    from tests.support.office import make_staff

    staff = make_staff()
    by = staff.actor("congan")
    Person.objects.bulk_create(
        Person(
            pin=f"000198{number:06}",
            full_name="Trần Văn Khác",
            birth_date="1998-01-01",
            recorded_at=timezone.now(),
        )
        for number in range(tries)
    )
    times: dict[str, list[float]] = {"nobody": [], "another name": []}
    for number in range(tries):
        for kind, start in (("nobody", "000199"), ("another name", "000198")):
            DailyUse.objects.update(used=0, missed=0)
            begun = time.perf_counter()
            found = find_by_number(
                by=by,
                pin=f"{start}{number:06}",
                full_name="Mai Thị Lan",
                birth_year=1998,
                reason="đo",
            )
            times[kind].append((time.perf_counter() - begun) * 1000)
            assert found is None
    return times


if __name__ == "__main__":
    main()

"""Every rate of a matching world is an option of the command, with the dataclass's default."""

import argparse
from dataclasses import fields

import pytest

from hotich.synth.matching_world import MatchingOptions, add_arguments, options_from
from hotich.synth.matching_world.options import GROUPS

SHARES = ("marriages", "deaths", "adoptions", "recognitions")


def parsed(*words: str) -> MatchingOptions:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return options_from(parser.parse_args(["--out", "somewhere", "--processes", "1", *words]))


def test_without_options_the_defaults_hold() -> None:
    assert parsed() == MatchingOptions()


def test_the_main_options_are_read() -> None:
    options = parsed(
        "--persons", "50", "--entries", "5", "--seed", "9", "--commune", "16171:2",
        "--shard-persons", "10", "--deaths", "0.5",
    )  # fmt: skip
    assert (options.persons, options.entries, options.seed) == (50, 5, 9)
    assert options.communes == (("16171", 2.0),)
    assert (options.shard_persons, options.deaths) == (10, 0.5)


@pytest.mark.parametrize(
    ("group", "rate"),
    [(group, rate.name) for group, kind in GROUPS.items() for rate in fields(kind)],
)
def test_each_rate_is_an_option(group: str, rate: str) -> None:
    options = parsed(f"--{group}-{rate}".replace("_", "-"), "0.75")
    assert getattr(getattr(options, group), rate) == 0.75


@pytest.mark.parametrize("wrong", ["1.5", "-0.1", "many"])
def test_a_rate_is_between_nought_and_one(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed("--marriages", wrong)
    assert "--marriages" in capsys.readouterr().err


def test_help_names_every_rate_in_vietnamese() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser, translate=str.upper)
    assert "TÊN VIẾT KHÔNG DẤU" in parser.format_help()


def test_every_rate_is_told() -> None:
    kinds = [*GROUPS.values()]
    told = [rate.metadata["told"] for kind in kinds for rate in fields(kind)]
    told += [rate.metadata["told"] for rate in fields(MatchingOptions) if rate.name in SHARES]
    assert all(told)

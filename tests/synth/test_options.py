"""Every rate is an option of the command, with the default of the dataclass."""

import argparse
from dataclasses import fields

import pytest

from hotich.synth.options import (
    BookRates,
    DifferenceRates,
    PopulationRates,
    SynthOptions,
    add_arguments,
    options_from,
)


def parsed(*words: str) -> SynthOptions:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return options_from(parser.parse_args(["--out", "somewhere", *words]))


def test_without_options_the_defaults_hold() -> None:
    assert parsed() == SynthOptions()


def test_the_main_options_are_read() -> None:
    options = parsed("--persons", "50", "--entries", "5", "--seed", "9", "--commune", "16171:2")
    assert (options.persons, options.entries, options.seed) == (50, 5, 9)
    assert options.communes == (("16171", 2.0),)


@pytest.mark.parametrize(
    ("group", "rate"),
    [
        (group, rate.name)
        for group, kind in (
            ("population", PopulationRates),
            ("book", BookRates),
            ("difference", DifferenceRates),
        )
        for rate in fields(kind)
    ],
)
def test_each_rate_is_an_option(group: str, rate: str) -> None:
    options = parsed(f"--{group}-{rate}".replace("_", "-"), "0.75")
    assert getattr(getattr(options, group), rate) == 0.75


@pytest.mark.parametrize("wrong", ["1.5", "-0.1", "many"])
def test_a_rate_is_between_nought_and_one(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed("--book-capitals", wrong)
    assert "--book-capitals" in capsys.readouterr().err


def test_help_names_every_rate_in_vietnamese() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser, translate=str.upper)
    assert "SỔ CHỈ GHI NĂM SINH" in parser.format_help()

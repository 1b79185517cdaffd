"""The command that shows and makes the tables by which people are found."""

import pytest

from hotich.apps.population import keys
from hotich.cli.main import main
from tests.support.population import make_person

pytestmark = pytest.mark.django_db


def test_keys_and_names_are_made_and_shown(capsys: pytest.CaptureFixture[str]):
    make_person(1)
    assert main(["keys", "status"]) == 0
    said = capsys.readouterr().out
    assert "no blocks, 1 persons beside" in said
    assert "no table yet" in said
    assert main(["keys", "names"]) == 0
    assert "of 1 persons" in capsys.readouterr().out
    assert main(["keys", "rebuild"]) == 0
    said = capsys.readouterr().out
    assert "blocks of 1 persons" in said
    assert "0 persons beside" in said


def test_keys_of_another_model_are_said(
    capsys: pytest.CaptureFixture[str], settings: pytest.FixtureRequest
):
    make_person(1)
    settings.DIGEST_KEY = "another"  # type: ignore[attr-defined]
    assert keys.keys_digest()
    assert main(["keys", "status"]) == 1
    assert "nobody is looked up" in capsys.readouterr().out
    assert main(["keys", "rebuild"]) == 0

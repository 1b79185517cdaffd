"""Seconds of the keystroke-level model, against the arithmetic of the study."""

import pytest

from hotich.synth.keyboard import KeyLog, Step, seconds_of


@pytest.mark.parametrize(
    ("keys", "thoughts", "more", "slow", "quick"),
    [(630, 28, 3.1, 217, 167), (81, 19, 1.0, 49, 43), (134, 20, 1.0, 66, 55)],
)
def test_the_paths_of_the_study(
    keys: int, thoughts: int, more: float, slow: int, quick: int
) -> None:
    log = [Step("a", ("x",) * keys, thoughts), Step("b", waited=more)]
    assert round(seconds_of(log)) == slow
    assert round(seconds_of(log, words_a_minute=55)) == quick


def test_a_hand_that_moves_to_the_mouse_takes_time() -> None:
    assert seconds_of([Step("a", hands=2)]) == pytest.approx(0.8)


def test_a_speed_without_a_figure_is_refused() -> None:
    with pytest.raises(KeyError):
        seconds_of([], words_a_minute=41)


def test_a_log_counts_by_place() -> None:
    log = KeyLog()
    log.press("name", "Shift", "A", "n")
    log.think("name")
    log.press("day", "1")
    log.press("name", "Enter")
    log.wait("save", 0.2)
    assert (log.keys, log.thoughts) == (5, 1)
    assert log.keys_by_place() == {"name": 4, "day": 1}
    assert seconds_of(log.steps) == pytest.approx(5 * 0.28 + 1.35 + 0.2)

"""The table of syllables: what it holds, what the rules of spelling leave out."""

import unicodedata

from hotich.synth.keyboard import ONSETS, RIMES, TONES, covering_syllables, spell, syllables

IN_USE = """
nguyễn trường đường hòa hoà thuý thúy quốc quyên gì già giêng nghiêng ngoằn khuya yểng kỹ lý xoong
huệ phượng khoẻ ẩn ưu rượu quý quẹt ghế kiều chị
"""
NEVER = "cê kan nghan gê coan ngê iên giia quoa tảc tàp yêc"


def test_a_syllable_is_spelled_by_the_rules() -> None:
    assert spell("ng", "oa|n", "ngang") == "ngoan"
    assert spell("tr", "ươ|ng", "huyền") == "trường"
    assert not spell("c", "e|", "sắc")


def test_there_are_more_than_ten_thousand_each_once_and_in_nfc() -> None:
    made = syllables()
    assert len(made) > 10_000
    assert len(set(made)) == len(made)
    assert all(unicodedata.is_normalized("NFC", one) for one in made)


def test_words_in_use_are_in_the_table() -> None:
    assert set(IN_USE.split()) <= set(syllables())


def test_what_the_rules_do_not_write_is_not() -> None:
    assert not set(NEVER.split()) & set(syllables())


def test_a_stopped_syllable_has_two_tones_only() -> None:
    assert [tone for tone in TONES if spell("t", "a|c", tone)] == ["sắc", "nặng"]


def test_the_short_table_covers_each_onset_rime_and_tone() -> None:
    short = set(covering_syllables())
    assert 850 <= len(short) <= 1_100
    assert short <= set(syllables())
    for rime in RIMES:
        tones = [tone for tone in TONES if any(spell(onset, rime, tone) for onset in ONSETS)]
        for tone in tones:
            made = {spell(onset, rime, tone) for onset in ONSETS}
            assert made & short, (rime, tone)
    for onset in ONSETS:
        for tone in TONES:
            assert {spell(onset, rime, tone) for rime in RIMES} & short, (onset, tone)

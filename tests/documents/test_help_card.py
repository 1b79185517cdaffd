"""The help card: one sheet, whatever the officer's keys."""

from hotich.documents.help_card import CardPlace, HelpCard, card_pdf
from tests.documents.pdf_reading import drawn_letters, page_count


def test_forty_keys_with_long_words_are_one_sheet():
    row = ("Control+Alt", "Chép mục này từ trường hợp trước, hoặc từ người khác")
    places = tuple(CardPlace(f"Nơi {number}", (row,) * 7) for number in range(6))
    rule = "Gõ đúng như sổ viết, kể cả khi sổ viết sai; không sửa, không viết tắt. " * 2
    made = card_pdf(HelpCard("Nguyễn Thị Phượng", places, (rule,) * 4))
    assert page_count(made) == 1


def test_every_letter_has_a_glyph():
    card = HelpCard("Đỗ Hữu Ợ", (CardPlace("Mọi trang", (("Alt+←↑→↓", "Dời trang"),)),), ("ở",))
    assert set("ĐỗHữuỢ←↑→↓ở") <= drawn_letters(card_pdf(card))

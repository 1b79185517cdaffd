"""What each officer does at his window, act by act; and what he reads off the page."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from hotich.synth.books import SampleEntry
from tests.e2e.book import OFFICE, sample_entries
from tests.support.asking import ask
from tests.support.browser import Window
from tests.support.installation import Installation

AtDesk = Callable[[str], Window]


def label_of(number: int) -> str:
    """Return how the lists name an entry of the book."""
    return f"KS {number}/1998"


def confirm(justice: Window, place: str) -> None:
    """Confirm that the entry stands in the book; give what the law asks and the book lacks."""
    justice.open(place)
    for _ in range(4):
        form = 'form[action$="/bo-sung/"]'
        if not justice.page.locator(form).count():
            break
        justice.page.locator(f"details:has({form}):not([open]) summary").evaluate_all(
            "all => all.forEach((each) => each.click())"
        )
        choices = justice.page.locator(f"{form} [name$=field] option").all_inner_texts()
        wanted = next(one for one in choices if one.strip("— "))
        justice.choose("field", wanted, within=form)
        justice.fill("value", "Việt Nam" if "Quốc tịch" in wanted else "Lê Thị Hoa", within=form)
        justice.fill("document", "Giấy chứng nhận kết hôn của cha mẹ", within=form)
        justice.send("Ghi thông tin", within=form)
    assert "Đã ghi." in justice.send("Có trong sổ, xác nhận")


def verified(at_desk: AtDesk, number: int) -> str:
    """Take the case of an entry, write the minutes of its check, and return its page."""
    justice = at_desk("tuphap")
    justice.open("/theo-doi/")
    place = next(one for one in links(justice, "/giai-quyet/", label_of(number) + ","))
    justice.open(place)
    justice.follow("Lập biên bản")
    justice.choose("other", "Trần Thị An")
    justice.fill("on_day", today())
    justice.fill("text", "Hai cán bộ cùng mở sổ và tra cứu, ghi nhận như trên.")
    justice.send("Ghi biên bản")
    return place


def establish(justice: Window, place: str, *, side: str) -> None:
    """Establish which side is right."""
    justice.open(place)
    form = 'form[action$="/xac-dinh/"]'
    justice.tick("right_side", side, within=form)
    justice.fill("evidence", "Giấy khai sinh bản chính, học bạ", within=form)
    justice.send("Ghi kết quả xác minh", within=form)


def guide_and_lodge(justice: Window, place: str, *, kind: str, target: str) -> None:
    """Guide the citizen, and write down what he lodged."""
    justice.open(place)
    form = 'form[action$="/huong-dan/"]'
    justice.fill("text", "Hướng dẫn mẹ cháu nộp tờ khai tại bộ phận một cửa", within=form)
    justice.send("Ghi việc hướng dẫn", within=form)
    form = 'form[action$="/nop-ho-so/"]'
    justice.page.locator(f"{form} [name$=kind]").select_option(value=kind)
    justice.fill("target", target, within=form)
    justice.fill("number", "HS-01", within=form)
    justice.fill("lodged_on", today(), within=form)
    justice.send("Ghi hồ sơ đã nộp", within=form)


def sign_every_page(window: Window, book: str, side: str) -> int:
    """Read and accept page after page until none waits; return how many pages were signed."""
    window.open(f"/doi-soat/quyen/{book}/trang/?ben={side}")
    signed = 0
    while "/trang/" in window.page.url:
        assert window.page.locator("article").count() > 0
        with window.page.expect_navigation():
            window.press("F10")
        signed += 1
        assert signed < 40
    return signed


def job_done(window: Window, place: str) -> None:
    """Wait until the work in the background is said to be done."""
    window.wait_until(lambda: reopened(window, place, "40/40"), "the facts were not delivered")


def reopened(window: Window, place: str, words: str) -> bool:
    """Open a page once more, and return whether it says so now."""
    window.open(place)
    window.page.wait_for_timeout(500)
    return words in window.text()


def a_changed_file_is_refused(department: Window, package: bytes) -> None:
    """Send up the package with one byte changed: the reason is said and nothing is loaded."""
    changed = bytearray(package)
    changed[len(changed) // 2] ^= 1
    department.open("/chuyen-du-lieu/")
    file = {"name": "goi.hotich", "mimeType": "application/octet-stream", "buffer": bytes(changed)}
    department.page.set_input_files("input[type=file]", files=[file])
    department.send("Đọc tệp từ máy tính")
    assert "đã hỏng hoặc bị thay đổi" in department.text()
    assert "Chưa có gói nào đến." in department.text()


def waits(window: Window) -> bool:
    """Return whether a file waits in the inbox; the desk is open then."""
    window.open("/chuyen-du-lieu/")
    inbox = window.page.locator("section[aria-labelledby=hop-nhan] li")
    return inbox.get_by_role("button").count() > 0


def figures_shown(window: Window) -> dict[str, int]:
    """Return the totals of the report's table by their words."""
    rows = window.page.locator("main table").first.locator("tbody tr")
    found = {}
    for place in range(rows.count()):
        row = rows.nth(place)
        total = row.locator("td strong").last.inner_text()
        found[row.locator("th").inner_text().strip().lower()] = int(total.replace(".", ""))
    return found


def links(window: Window, part: str, words: str) -> list[str]:
    """Return the paths of the links whose address holds `part` and whose words begin so."""
    return [
        path
        for path, said in window.page.eval_on_selector_all(
            "main a[href]", "all => all.map((each) => [each.getAttribute('href'), each.innerText])"
        )
        if part in path and said.strip().startswith(words)
    ]


def entry_of(number: int) -> SampleEntry:
    """Return the sample entry of that number."""
    return next(one for one in sample_entries() if one.number == number)


def here(window: Window) -> str:
    """Return the path of the page."""
    return window.page.url.removeprefix(window.url)


def today() -> str:
    """Return the day as an officer writes it."""
    return f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}"


def outcome_stored(installation: Installation, number: int) -> list[str]:
    """Return the outcome of an entry in the database, and the number of the linked person."""
    return ask(
        installation,
        "from hotich.apps.entry.models import Entry, Link\n"
        "from hotich.apps.entry.queries import outcome_of\n"
        "from hotich.apps.population.queries import person_values\n"
        f"entry = Entry.objects.get(number={number}, original_office__unit_code='{OFFICE}')\n"
        "link = Link.objects.filter(mention__entry=entry, mention__principal=True,"
        " undone_at=None).first()\n"
        "pin = person_values(link.person)['pin'] if link else ''\n"
        "answer = [outcome_of(entry).value, pin]",
    )

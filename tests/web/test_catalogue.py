"""The catalogue tool: what it collects, what it refuses, what it writes."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from hotich.web.catalogue import CATALOGUE, compile_catalogues
from tools import catalogue
from tools.catalogue import Key

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
from hotich.core.words import vi
TITLE = _("Quyển sổ")
SEX = vi("Nữ")
def count(n):
    return ngettext("%(n)d quyển", "%(n)d quyển", n) + pgettext("tháng", "Ba")
"""
TEMPLATE = """{% load i18n %}{# {% translate "chú thích" %} #}
<h1>{% translate "Sổ 100%" %}</h1> {% trans 'Lưu' as save %}
{% translate "Ba" context "người" %}
{% blocktranslate trimmed with office=unit.name %}
    Sổ của
    {{ office }}
{% endblocktranslate %}
{% blocktranslate count n=total %}{{ n }} trang{% plural %}{{ n }} các trang{% endblocktranslate %}
{% include "x.html" with label=_("Nhãn") %}{{ value|default:_("Trống") }}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small program: web with one Python file, one app with one template."""
    package = tmp_path / "hotich"
    for folder in ("core", "web", "cli", "config", "apps/books/templates/books"):
        (package / folder).mkdir(parents=True)
    (package / "core" / "words.py").write_text('A = vi("Nam")\n', encoding="utf-8")
    (package / "apps" / "books" / "__init__.py").touch()
    page = package / "apps" / "books" / "templates" / "books" / "page.html"
    page.write_text('{% translate "Nam" %} {% translate "Có %(n)s sổ" %}', encoding="utf-8")
    return package


def fill(package: Path, room: str, **english: str) -> None:
    """Write the English of the room's strings into its catalogue."""
    path = (package / "web" if room == "web" else package / "apps" / room) / CATALOGUE
    text = path.read_text(encoding="utf-8")
    for vietnamese, translation in english.items():
        text = text.replace(
            f'msgid "{vietnamese}"\nmsgstr ""', f'msgid "{vietnamese}"\nmsgstr "{translation}"'
        )
    path.write_text(text, encoding="utf-8")


def test_collects_what_python_marks(tmp_path: Path) -> None:
    source = tmp_path / "views.py"
    source.write_text(PYTHON, encoding="utf-8")
    assert set(catalogue.strings_of_python(source)) == {
        Key("Quyển sổ"),
        Key("Nữ"),
        Key("%(n)d quyển", "%(n)d quyển"),
        Key("Ba", "", "tháng"),
    }


def test_collects_what_a_template_marks_as_django_asks_for_it() -> None:
    assert list(catalogue.strings_of_template(TEMPLATE)) == [
        Key("Sổ 100%%"),
        Key("Lưu"),
        Key("Ba", "", "người"),
        Key("Sổ của %(office)s"),
        Key("%(n)s trang", "%(n)s các trang"),
        Key("Nhãn"),
        Key("Trống"),
    ]


def test_the_written_catalogue_is_sorted_and_names_files_only(package: Path) -> None:
    assert catalogue.main(["update"], package) == 0
    text = (package / "apps/books/locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert text.index('"Có %%(n)s sổ"') < text.index('"Nam"')
    assert "#: apps/books/templates/books/page.html\n" in text
    assert str(package) not in text
    assert "Date" not in text
    before = text
    catalogue.main(["update", "books"], package)
    assert (package / "apps/books/locale/en/LC_MESSAGES/django.po").read_text("utf-8") == before


def test_an_update_keeps_the_english_and_drops_what_is_gone(package: Path) -> None:
    catalogue.main(["update"], package)
    fill(package, "web", Nam="Male")
    (package / "core" / "words.py").write_text('A = vi("Nam")\nB = vi("Nữ")\n', encoding="utf-8")
    catalogue.main(["update", "web"], package)
    known = catalogue.translations(catalogue.read_catalogue(package / "web" / CATALOGUE))
    assert known == {Key("Nam"): ("Male",), Key("Nữ"): ("",)}


def test_a_complete_catalogue_passes(package: Path) -> None:
    page = package / "apps/books/templates/books/page.html"
    page.write_text('{% translate "Nam" %}', encoding="utf-8")
    catalogue.main(["update"], package)
    fill(package, "web", Nam="Male")
    catalogue.main(["update", "books"], package)
    assert catalogue.main(["check"], package) == 0


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("", "missing"),
        ('msgid "Nam"\nmsgstr ""\n', "empty"),
        ('#, fuzzy\nmsgid "Nam"\nmsgstr "Male"\n', "fuzzy"),
        ('msgid "Nam"\nmsgstr "Male"\n\nmsgid "Cũ"\nmsgstr "Old"\n', "obsolete"),
        ('msgid "Nam"\nmsgstr "Male"\n\n#~ msgid "Cũ"\n#~ msgstr "Old"\n', "obsolete"),
        ('msgid "Nam"\nmsgstr "%(n)s males"\n', "placeholders differ"),
    ],
)
def test_an_incomplete_catalogue_is_refused(
    package: Path, capsys: pytest.CaptureFixture[str], entry: str, problem: str
) -> None:
    path = package / "web" / CATALOGUE
    path.parent.mkdir(parents=True)
    path.write_text(catalogue.HEADER.format(room="web") + "\n" + entry, encoding="utf-8")
    assert catalogue.main(["check", "web"], package) == 1
    assert problem in capsys.readouterr().out


def test_two_rooms_may_not_translate_one_string_differently(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.main(["update"], package)
    fill(package, "web", Nam="Male")
    fill(package, "books", Nam="Boy")
    assert catalogue.main(["check", "books"], package) == 1
    assert "web has another English for it: 'Nam'" in capsys.readouterr().out


def test_compiles_only_what_is_older_than_its_source(package: Path) -> None:
    catalogue.main(["update"], package)
    fill(package, "web", Nam="Male")
    assert len(compile_catalogues(package)) == 2
    assert compile_catalogues(package) == ()
    with (package / "web/locale/en/LC_MESSAGES/django.mo").open("rb") as binary:
        assert read_mo(binary).get("Nam").string == "Male"

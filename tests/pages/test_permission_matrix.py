"""Every page of the program: closed without a sign-in, and 404 without its right."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from hotich.apps.accounts.permissions import GRANTS, Permission, Role
from tests.support.office import Staff

pytestmark = pytest.mark.django_db

# Open without a sign-in: the way in, the language, and the component gallery of a practice one.
OPEN = {"accounts:sign_in", "accounts:sign_out", "set_language", "gallery", "web:gallery"} | {
    # How to trust the server, before one can sign in safely; nothing secret.
    "accounts:trust",
    "accounts:authority",
    # Steps of the sign-in: closed until a right password was given (tests/pages/accounts).
    "accounts:second_proof",
    "accounts:first_password",
    "accounts:first_factor",
    "accounts:first_unlock_code",
}
# Asks for a reason before it looks whether there is such a person, so that "none" and "not yours"
# cannot be told apart; the view itself is the POST.
ASKS_FIRST = {"population:person"}
SAMPLE = {"uuid": uuid4(), "int": 1, "str": "x", "slug": "x"}
ROLE_OF = {
    "tuphap": Role.JUSTICE_OFFICER,
    "congan": Role.POLICE_OFFICER,
    "truongca": Role.POLICE_CHIEF,
    "lanhdao": Role.COMMUNE_LEADER,
    "c06": Role.POPULATION_CENTRE,
    "so": Role.PROVINCIAL_JUSTICE,
    "quantri": Role.ADMINISTRATOR,
}


def all_pages(
    patterns: list[URLPattern | URLResolver], space: str = "", prefix: tuple[str, ...] = ()
) -> list[tuple[str, URLPattern]]:
    """Return every page by its full name."""
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += all_pages(pattern.url_patterns, inner, prefix)
        else:
            found.append((f"{space}{pattern.name}", pattern))
    return found


PAGES = all_pages(get_resolver().url_patterns)
GUARDED = [(name, pattern) for name, pattern in PAGES if name not in OPEN]


def address_of(name: str, pattern: URLPattern) -> str:
    assert isinstance(pattern.pattern, RoutePattern)
    kinds = {
        argument: type(converter).__name__.removesuffix("Converter").lower()
        for argument, converter in pattern.pattern.converters.items()
    }
    return reverse(name, kwargs={argument: SAMPLE[kind] for argument, kind in kinds.items()})


def needed(pattern: URLPattern) -> tuple[Permission, ...]:
    return getattr(pattern.callback, "permissions", ())


def test_every_page_has_a_name():
    assert [str(pattern.pattern) for _name, pattern in PAGES if pattern.name is None] == []


def test_every_page_is_guarded_or_listed_as_open():
    bare = [name for name, pattern in GUARDED if not hasattr(pattern.callback, "permissions")]
    assert bare == []


@pytest.mark.parametrize(("name", "pattern"), GUARDED, ids=[name for name, _pattern in GUARDED])
def test_without_a_sign_in_it_leads_there(name: str, pattern: URLPattern, client: Client):
    address = address_of(name, pattern)
    for answer in (client.get(address), client.post(address)):
        # A wrong method may be refused before the sign-in is asked for; nothing is shown.
        assert answer.status_code in {302, 405}, name
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/tai-khoan/dang-nhap/")


def test_without_its_right_it_does_not_exist(staff: Staff, page):
    for login, role in ROLE_OF.items():
        officer = page(login)
        for name, pattern in GUARDED:
            rights = needed(pattern)
            if not rights or any(right in GRANTS[role] for right in rights):
                continue
            address = address_of(name, pattern)
            for answer in (officer.get(address), officer.post(address)):
                assert answer.status_code in {404, 405}, (login, name)


def test_an_unknown_object_does_not_exist(staff: Staff, page):
    """A page of one object answers 404 for an object that is not the officer's to see."""
    for login in ROLE_OF:
        officer = page(login)
        for name, pattern in GUARDED:
            assert isinstance(pattern.pattern, RoutePattern)
            if not pattern.pattern.converters:
                continue
            address = address_of(name, pattern)
            expected = {200, 404, 405, 422} if name in ASKS_FIRST else {404, 405}
            for answer in (officer.get(address), officer.post(address)):
                assert answer.status_code in expected, (login, name)


def test_every_permission_opens_something_or_is_checked():
    granted = {right for rights in GRANTS.values() for right in rights}
    assert granted == set(Permission)

"""The page of the register types and their printed forms (mẫu sổ)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.accounts.permissions import Permission
from hotich.apps.registers.definitions import definitions, edition_files
from hotich.core.law import INSTRUMENTS
from hotich.core.registers import Edition, RegisterType


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: its words, whose it is, and whether only this form has it."""

    label: str
    role: str
    is_basic: bool
    is_extra: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form with its columns in order; `file` is the operator's that brought it."""

    edition: Edition
    columns: tuple[Column, ...]
    file: str


@dataclass(frozen=True, slots=True)
class TypeTold:
    """A register type as the page shows it."""

    definition: RegisterType
    law: tuple[tuple[str, str], ...]
    forms: tuple[Form, ...]


@require_GET
@page(Permission.BOOK_VIEW)
def editions(request: OfficerRequest) -> HttpResponse:
    """Show every type and form with its columns and sources, and what is wrong with a file."""
    files = edition_files()
    brought = {
        (one.register_type, one.edition.code): one.name for one in files if one.edition is not None
    }
    context = {
        "types": [_told(one, brought) for one in definitions()],
        "refused": [one for one in files if one.edition is None],
        "folder": settings.EDITIONS_DIR,
        "may_prepare": request.actor.may(Permission.BOOK_PREPARE),
    }
    return render(request, "registers/editions.html", context)


def _told(definition: RegisterType, brought: dict[tuple[str, str], str]) -> TypeTold:
    return TypeTold(
        definition,
        tuple((key, _source(key)) for key in definition.law),
        tuple(
            Form(
                edition,
                tuple(_column(definition, edition, one) for one in edition.columns),
                brought.get((definition.code, edition.code), ""),
            )
            for edition in definition.editions
        ),
    )


def _column(definition: RegisterType, edition: Edition, field_id: str) -> Column:
    field = definition.field(field_id)
    role = gettext(definition.role(field.role).label) if field.role else ""
    is_extra = any(one.id == field_id for one in edition.extra)
    return Column(gettext(edition.label_of(field)), role, field.basic, is_extra)


def _source(key: str) -> str:
    instrument = INSTRUMENTS.get(key.split(maxsplit=1)[0])
    return instrument.number if instrument else ""

"""One page of a long list."""

from collections.abc import Sequence
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PARAMETER = "trang"
PER_PAGE = 50

Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)


def page_of_rows(request: HttpRequest, rows: Sequence[Row], per_page: int = PER_PAGE) -> Page[Row]:
    """Return the page of rows that the request asks for; a wrong number gives the nearest page."""
    return Paginator(rows, per_page).get_page(_number(request))


def page_of_records(
    request: HttpRequest, records: "QuerySet[Record]", per_page: int = PER_PAGE
) -> Page[Record]:
    """Return the page of database rows that the request asks for; the query must be ordered."""
    return Paginator(records, per_page).get_page(_number(request))


def _number(request: HttpRequest) -> str:
    return request.POST.get(PARAMETER) or request.GET.get(PARAMETER) or "1"

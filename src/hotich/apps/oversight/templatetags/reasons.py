"""The reason of an audit row in words."""

from django import template

from hotich.apps.audit.models import AuditRow
from hotich.apps.oversight.reasons import reason_words

register = template.Library()


@register.filter
def reason(row: AuditRow) -> str:
    """Return why the row was written, codes put into words."""
    return reason_words(row.action, row.reason)

"""The components of a page, one tag each; the gallery (`giao-dien/`) shows them all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from hotich.core.names import LetterRun
from hotich.core.pin import format_pin, mask
from hotich.core.places import Unit
from hotich.core.registers import Reading
from hotich.core.words import vi
from hotich.web import keys
from hotich.web.comparison import ComparisonRow
from hotich.web.pagination import PARAMETER
from hotich.web.register_form import READINGS
from hotich.web.states import OUTCOMES, state_of

register = template.Library()


@register.filter
def word(text: object) -> str:
    """Return a Vietnamese word of the core in the language of the page."""
    return gettext(str(text)) if text else ""


@register.filter
def age(since: datetime) -> str:
    """Return for how many days something has waited; Django has no Vietnamese words for it."""
    days = (localdate() - localdate(since)).days
    if days < 1:
        return gettext("dưới 1 ngày")
    return ngettext("%(days)s ngày", "%(days)s ngày", days) % {"days": days}


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """Draw a symbol of icons.svg; it is decoration, the words stand beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("hotich/icons.svg"),
        name,
    )


@register.simple_tag
def key(action: str) -> SafeString:
    """Return the attributes that let keys.js press or focus the element."""
    combo = keys.get_key(action).combo
    return format_html('data-key="{}" aria-keyshortcuts="{}"', combo, combo)


@register.simple_tag
def key_hint(action: str) -> SafeString:
    """Show the key of an action as it is printed on keyboards."""
    return format_html("<kbd>{}</kbd>", keys.shown(keys.get_key(action).combo))


@register.inclusion_tag("web/components/key_map.html", takes_context=True)
def key_map(context: Context) -> dict[str, object]:
    """Show the overlay with every key, the officer's own combinations."""
    places = [*keys.by_place(keys.current()), (vi("Trong ô và danh sách"), list(keys.GESTURES))]
    return {
        "places": [
            (gettext(place), [(keys.shown(each.combo), gettext(each.label)) for each in rows])
            for place, rows in places
        ],
        "actor": context.get("actor"),
        "combos": {each.action: each.combo for each in keys.current()},
    }


@register.inclusion_tag("web/components/reading_keys.html")
def reading_keys() -> dict[str, object]:
    """Show the buttons that mark how well the field in hand could be read (needs marks.js)."""
    marks = [reading for reading in Reading if reading is not Reading.CLEAR]
    return {
        "marks": [(code.value, gettext(READINGS[code]), keys.get_key(code.value)) for code in marks]
    }


@register.inclusion_tag("web/components/field.html")
def field(
    bound: BoundField, css: str = "", label: str = "", help_text: str = ""
) -> dict[str, object]:
    """Show a form field: label, control, help and errors, tied together for screen readers."""
    return {
        "field": bound,
        "css": css,
        "label": label or bound.label,
        "help_text": help_text or bound.help_text,
        "is_check": isinstance(bound.field.widget, CheckboxInput),
        "is_group": bound.use_fieldset,
    }


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: object) -> dict[str, object]:
    """Show on top what was refused, with links to the fields; nothing when all is well."""
    return {"form": form}


@register.inclusion_tag("web/components/badge.html")
def badge(label: object, tone: str = "idle") -> dict[str, object]:
    """Show a state; tone is ok, warn, info, idle, pending, error or plain."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("web/components/badge.html")
def state_badge(code: str) -> dict[str, object]:
    """Show an outcome (or a relation of two values) by its code."""
    state = state_of(code)
    return {"label": state.words, "tone": state.tone}


@register.inclusion_tag("web/components/verdict.html")
def verdict(code: str, text: str = "", *, provisional: bool = False) -> dict[str, object]:
    """Show the outcome of an entry large, with a sentence and whether it is provisional."""
    return {"state": state_of(code), "text": text, "provisional": provisional}


@register.inclusion_tag("web/components/letter_runs.html")
def letter_runs(runs: Iterable[LetterRun]) -> dict[str, object]:
    """Show a text with the letters marked that the other side does not have."""
    return {"runs": runs}


@register.inclusion_tag("web/components/comparison_row.html")
def comparison_row(row: ComparisonRow) -> dict[str, object]:
    """Show one line of a `<table class="comparison">`."""
    return {"row": row}


@register.simple_tag
def masked_pin(pin: str) -> SafeString:
    """Show a personal ID number with its middle hidden."""
    return format_html('<span class="pin">{}</span>', mask(pin)) if pin else missing()


@register.simple_tag
def whole_pin(pin: str) -> SafeString:
    """Show a personal ID number in full; only where the person is linked or a form requires it."""
    return format_html('<span class="pin">{}</span>', format_pin(pin)) if pin else missing()


@register.simple_tag
def missing(text: str = "") -> SafeString:
    """Show that a value is missing; never leave the place empty."""
    return format_html('<span class="missing">{}</span>', text or gettext("không có"))


@register.simple_tag
def dated_unit(unit: Unit | None) -> SafeString:
    """Show an administrative unit with the day that tells it from another of its name or code."""
    if unit is None:
        return missing()
    name, day = unit.name, ""
    if unit.valid_to is not None:
        day = gettext("(đến %(day)s)") % {"day": unit.last_day}
    elif unit.valid_from is not None:
        day = gettext("(từ %(day)s)") % {"day": unit.first_day}
    return format_html('{} <span class="muted dated">{}</span>', name, day)


@register.inclusion_tag("web/components/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, object]:
    """Show that a list has no rows, why, and what can be done."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("web/components/notice.html")
def notice(level: str, text: object, url: str = "") -> dict[str, object]:
    """Show a message; level is one of Django's (success, warning …) or a tone."""
    tones = {"success": "ok", "warning": "warn", "warn": "warn", "error": "error", "ok": "ok"}
    return {"tone": tones.get(level, "info"), "text": text, "url": url}


@register.inclusion_tag("web/components/pagination.html", takes_context=True)
def pagination(context: Context, page: "Page[object]", form: str = "") -> dict[str, object]:
    """Show the way through a long list; `form` is the id of a search form sent by POST."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    if query is not None:
        query.pop(PARAMETER, None)
    kept = f"&{query.urlencode()}" if query else ""
    return {"page": page, "form": form, "parameter": PARAMETER, "kept": kept}


@register.inclusion_tag("web/components/definition_list.html")
def definition_list(
    rows: Iterable[tuple[str, object]], *, inline: bool = False
) -> dict[str, object]:
    """Show pairs of label and value; an empty value is shown as missing."""
    return {"rows": rows, "inline": inline}


@register.inclusion_tag("web/components/progress.html")
def progress(done: int, total: int, label: str = "") -> dict[str, object]:
    """Show how much of a whole is done."""
    percent = min(100, done * 100 // total) if total > 0 else 0
    return {"done": done, "total": total, "percent": percent, "label": label}


@register.inclusion_tag("web/components/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, object]:
    """Show the steps of a piece of work; `current` counts from 1."""
    states = ["done" if place < current else "" for place in range(1, len(labels) + 1)]
    return {"steps": list(zip(labels, states, strict=True)), "current": current}


@register.inclusion_tag("web/components/outcome_bar.html")
def outcome_bar(counts: Mapping[str, int]) -> dict[str, object]:
    """Show the shares of the outcomes as one bar with its legend of counts."""
    total = sum(counts.values())
    parts, left = [], 0.0
    for code, state in OUTCOMES.items():
        count = counts.get(code, 0)
        if count == 0:
            continue
        width = count * 100 / total
        parts.append({"state": state, "count": count, "x": f"{left:.3f}", "width": f"{width:.3f}"})
        left += width
    return {"parts": parts, "total": total}

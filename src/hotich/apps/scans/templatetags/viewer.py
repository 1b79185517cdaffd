"""The tools of the viewer, one tag each."""

from django import template
from django.utils.translation import gettext

from hotich.web import keys

register = template.Library()
ICONS = {
    "zoom_in": "zoom-in",
    "zoom_out": "zoom-out",
    "fit_width": "fit",
    "rotate": "rotate",
    "contrast": "contrast",
    "narrow_pane": "narrow",
    "widen_pane": "widen",
}
# Held down, these go on.
REPEATING = frozenset(ICONS) - {"rotate", "contrast", "fit_width"}


@register.inclusion_tag("scans/_tool.html")
def viewer_tool(action: str) -> dict[str, object]:
    """Show a tool of the viewer as a button that its key presses too."""
    return {
        "action": action,
        "icon_name": ICONS[action],
        "words": gettext(keys.get_key(action).label),
        "combo": keys.shown(keys.get_key(action).combo),
        "repeats": action in REPEATING,
    }

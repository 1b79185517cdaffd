"""Typst with the packaged font: data go in as JSON, never as markup.

A template reads `sys.inputs.data`; whatever an officer typed stays text there, whatever signs it
holds. Nothing of the machine is read: no system font, no file, no clock.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import fontpkg_source_serif_4
import typst

from hotich.documents.plain_text import printable
from hotich.documents.trace import trace

FONT = fontpkg_source_serif_4.FAMILY
_TEMPLATES = resources.files("hotich.documents") / "templates"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fontpkg_source_serif_4.ROOT / "files")],
    )


@lru_cache(maxsize=16)
def _source(template: str) -> bytes:
    parts = [(_TEMPLATES / f"{name}.typ").read_text("utf-8") for name in ("common", template)]
    return "\n".join(parts).encode()


def _compiler(template: str, data: Mapping[str, object]) -> typst.Compiler:
    return typst.Compiler(
        input=_source(template),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            "data": printable(json.dumps(data, ensure_ascii=False)),
            "font": FONT,
            "trace": printable(trace()),
        },
    )


def to_pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF of a packaged template (tagged, so that screen readers can follow)."""
    made = _compiler(template, data).compile(format="pdf")
    return made if isinstance(made, bytes) else b"".join(made or ())


def to_png(template: str, data: Mapping[str, object], *, ppi: int = 144) -> tuple[bytes, ...]:
    """Return one PNG image for each page of a packaged template."""
    made = _compiler(template, data).compile(format="png", ppi=float(ppi))
    return (made,) if isinstance(made, bytes) else tuple(made or ())


def ask(template: str, data: Mapping[str, object], label: str) -> object:
    """Return the value that a packaged template notes under a label, `<label>`."""
    return json.loads(_compiler(template, data).query(f"<{label}>", field="value", one=True))

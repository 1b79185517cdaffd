"""The book of the tests, as paper and as truth: forty births of old xã Nga Trường, 1998."""

from functools import cache

from hotich.synth.books import SampleEntry
from hotich.synth.demo import demo_world

OFFICE = "16171"
WORDS = "Nga Trường"


@cache
def sample_entries() -> tuple[SampleEntry, ...]:
    """Return the entries of the book, with the truth about each."""
    return tuple(one for one in demo_world().entries if one.office_code == OFFICE)


#: What the database holds of the book, asked beside the server.
STORED = f"""
from hotich.apps.entry.models import Entry
from hotich.apps.entry.queries import outcome_of, values_of, links_of
from hotich.apps.population.queries import live_request, person_values
answer = []
for entry in Entry.objects.filter(original_office__unit_code="{OFFICE}", voided_at=None, year=1998):
    mention = entry.mentions.get(principal=True)
    link = next((one for one in links_of(entry) if one.undone_at is None), None)
    asked = live_request(mention.pk)
    answer.append(dict(
        number=entry.number, outcome=outcome_of(entry).value,
        pin=person_values(link.person)["pin"] if link else "",
        life=asked.life if asked else "", basis=asked.basis if asked else "",
        values={{
            name: [one.text, one.reading, one.origin] for name, one in values_of(entry).items()
        }},
    ))
"""

"""The staff of the tests, recorded by the program once and laid down again for each further test.

Half the time of a run went into the same offices and officers, audit rows and all.
"""

import copy
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models
from django.utils import timezone

from hotich.apps.accounts.models import Office
from tests.support.office import Staff, make_staff

# A test may set the clock: what was recorded later or long before is not laid down then.
FRESH = timedelta(hours=1)
Rows = list[tuple[type[models.Model], list[models.Model]]]
recorded: list[tuple[datetime, Staff, Rows]] = []


def given_staff() -> Staff:
    """Record the staff, or lay down what was recorded within the hour."""
    if Office.objects.exists():
        return make_staff()
    now = timezone.now()
    for at, staff, rows in recorded:
        if timedelta() <= now - at < FRESH:
            for model, instances in rows:
                # Raw: as it was, times that are set at each saving too.
                fields = model._meta.concrete_fields
                model._base_manager.all()._insert(instances, fields, using="default", raw=True)
            return copy.deepcopy(staff)
    empty = [model for model in _models() if not model._base_manager.exists()]
    staff = make_staff()
    written = [(model, list(model._base_manager.order_by("pk"))) for model in empty]
    kept = [(model, instances) for model, instances in written if instances]
    recorded.append((timezone.now(), copy.deepcopy(staff), kept))
    return staff


def _models() -> list[type[models.Model]]:
    """Return the models of the program with a table, those that are referred to first."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("hotich.")
    ]

"""How far is background work?"""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.jobs.models import Job


def get_job(by: Actor, job: UUID) -> Job:
    """Return a job of the actor's office; raises Job.DoesNotExist for another's."""
    return Job.objects.get(pk=job, office=by.office_id)


def jobs_of(by: Actor, *kinds: str) -> list[Job]:
    """Return the newest jobs of these kinds in the actor's office, at most 20."""
    return list(
        Job.objects.filter(office=by.office_id, kind__in=kinds).order_by("-recorded_at")[:20]
    )

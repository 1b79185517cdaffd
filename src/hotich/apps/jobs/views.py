"""The progress of a job, asked for every second while it runs."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest
from hotich.apps.jobs import actions
from hotich.apps.jobs.models import Job
from hotich.apps.jobs.queries import get_job


@require_GET
@page()
def progress(request: OfficerRequest, job: UUID) -> HttpResponse:
    """Show one job's progress as a fragment that asks again until the job has ended."""
    return render(request, "jobs/_progress.html", {"job": _found(request, job)})


@require_POST
@page()
def retry(request: OfficerRequest, job: UUID) -> HttpResponse:
    """Put a failed job of the officer's office back into the queue."""
    actions.retry(by=request.actor, job=_found(request, job).pk)
    return redirect("jobs:progress", job=job)


def _found(request: OfficerRequest, job: UUID) -> Job:
    try:
        return get_job(request.actor, job)
    except Job.DoesNotExist as error:
        raise Http404 from error

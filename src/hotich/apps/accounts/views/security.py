"""What is protected here, how, and what remains the duty of the office? One page for all."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hotich.apps.accounts.guard import page
from hotich.apps.accounts.middleware import OfficerRequest


@require_GET
@page()
def security(request: OfficerRequest) -> HttpResponse:
    """Tell of the protection and of the duties; nothing of the installation is given away."""
    return render(request, "accounts/security.html")

"""How does an office come to trust this server? The certificate of its authority, and its print."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hotich.apps.accounts.authority import authority_file, fingerprint


@require_GET
def trust(request: HttpRequest) -> HttpResponse:
    """Show the fingerprint of the server's own authority and how to trust it; open to everybody."""
    file = authority_file(settings.HOME)
    if file is None:
        raise Http404
    return render(request, "accounts/trust.html", {"fingerprint": fingerprint(file)})


@require_GET
def authority(request: HttpRequest) -> FileResponse:  # noqa: ARG001 - Django's signature
    """Give the certificate of the authority, which is no secret."""
    file = authority_file(settings.HOME)
    if file is None:
        raise Http404
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename="hotich-authority.crt",
        content_type="application/x-x509-ca-cert",
    )

"""What may another site do with an answer of this one? Nothing: neither embed, nor read, nor steer.

Beside the content security policy every answer says so itself: pages, files, errors, static files.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# No page of the program uses what a browser could give it of the desk.
_UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
)
HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
}


class IsolationMiddleware:
    """Say on every answer that it is for this site alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with the headers, whatever it is."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

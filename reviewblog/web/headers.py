"""The security headers of every answer, in one place.

No page holds inline script or style, so the policy needs neither nonces nor
exceptions and is the same for everybody; pictures may come from https addresses,
because authors move old reviews whose stills stay where they are.
"""

from flask import Flask, Response, current_app, request

from reviewblog.config import Settings

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' https:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(DIRECTIVES),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
PRIVATE_BLUEPRINTS = frozenset({"auth", "dashboard", "previews"})


def init_app(app: Flask) -> None:
    """Add the headers to whatever leaves the application."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add what every answer carries; keep personal pages out of all caches."""
    settings: Settings = current_app.config["SETTINGS"]
    own = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in own:
            response.headers.add(name, value)
    if settings.is_https:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
        )
    if request.blueprint in PRIVATE_BLUEPRINTS:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response

"""Security headers, on every answer: pages, errors, styles."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; style-src {style}; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY.format(style="'self'"),
    "X-Content-Type-Options": "nosniff",
    # A signed link (to leave, to vote) is in the address: it must not leave with the next click.
    "Referrer-Policy": "no-referrer",
}

LETTER: Mapping[str, str] = {
    **SECURITY,
    # A mail carries its styles in its tags; still no script and no request elsewhere.
    "Content-Security-Policy": _POLICY.format(style="'unsafe-inline'"),
}


class SecurityHeaders:
    """Adds what an answer does not already say of itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)

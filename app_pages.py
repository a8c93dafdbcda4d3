"""The way by which pictures of pages leave the server: by a document's id in the index, never by a path."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa.service import Service

__all__ = ["page_route"]

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": "inline",
}
_KEPT = {"Cache-Control": "private, max-age=86400, immutable"}  # the address has the digest in it


def page_route(service: Service) -> Route:
    """Return the route that serves a page of an indexed PDF as a picture."""

    def picture(request: Request) -> Response:
        asked = request.query_params
        numbers = [asked.get(name, "") for name in ("page", "width")]
        if not all(number.isascii() and number.isdecimal() and len(number) < 7 for number in numbers):
            return PlainTextResponse("page and width must be numbers", 400, _HEADERS)
        page, width = map(int, numbers)
        found = service.picture(asked.get("id", ""), asked.get("digest", ""), page, width)
        if found is None:
            return PlainTextResponse("no such page", 404, {**_HEADERS, "Cache-Control": "no-store"})
        return Response(found.data, 200, {**_HEADERS, **_KEPT}, found.media_type)

    return Route("/document/page", picture, methods=["GET"])

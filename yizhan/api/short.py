"""The short way of the two requests that every case is made of: to apply, and to take a step.

They are answered by the very operations that the framework describes and serves, with the shapes
of their bodies; only its way there, which costs as much as the law, is left out. Whatever is not
plainly in order is left to the framework, so that every fault is said by it alone.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, ValidationError

from yizhan.api import cases, problems
from yizhan.api.shapes import ApplicationIn, StepIn
from yizhan.api.tokens import Writer

STEP = re.compile("/api/v1/cases/([^/]+)/steps/([^/]+)")
APPLICATION = re.compile("/api/v1/cases")
ROUTES: tuple[tuple[re.Pattern[str], Callable[..., HttpResponse], type[BaseModel]], ...] = (
    (STEP, cases.take, StepIn),
    (APPLICATION, cases.submit, ApplicationIn),
)
BEARER = "Bearer "
JSON = "application/json"
_writer = Writer()


def answered(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to an application or a step, None for what the framework shall answer."""
    if request.method != "POST" or request.content_type != JSON:
        return None
    for address, operation, shape in ROUTES:
        if found := address.fullmatch(request.path_info):
            return _called(request, operation, found.groups(), shape)
    return None


def _called(
    request: HttpRequest,
    operation: Callable[..., HttpResponse],
    words: tuple[str, ...],
    shape: type[BaseModel],
) -> HttpResponse | None:
    """Return what an operation says; None where the body or the token is not in order."""
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header.startswith(BEARER):
        return None
    try:
        body = shape.model_validate_json(request.body)
        held = _writer.authenticate(request, header.removeprefix(BEARER))
        if held is None:
            return None
        request.auth = held  # type: ignore[attr-defined]
        return operation(request, *words, body)
    except ValidationError:
        return None
    except Exception as error:  # noqa: BLE001 - every error is said as a problem, as elsewhere
        return problems.said(request, error)

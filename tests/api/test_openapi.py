"""The description is OpenAPI 3.1, as a validator that is not ours reads it."""

import copy

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from yizhan.api.urls import api


def _faults(described: dict) -> list[str]:
    """Return what the validator finds wrong."""
    return [fault.message for fault in OpenAPIV31SpecValidator(described).iter_errors()]


def test_the_description_that_is_served_is_openapi_3_1():
    """Whoever generates a client from it meets no surprise."""
    assert api.described["openapi"].startswith("3.1")
    assert _faults(api.described) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one["info"].pop("title"),
        lambda one: one["paths"]["/api/v1/me"]["get"].update(
            operationId=one["paths"]["/api/v1/looks"]["get"]["operationId"]
        ),
        lambda one: one["paths"]["/api/v1/drafts/{draft}"]["get"].update(parameters=[]),
        lambda one: one["components"]["schemas"]["MeOut"].update(type="thing"),
    ],
)
def test_the_validator_would_find_what_is_wrong(spoil):
    """A title, a name used twice, a parameter of the path, a type: none goes by unseen."""
    described = copy.deepcopy(api.described)
    spoil(described)
    assert _faults(described)

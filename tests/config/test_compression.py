"""Compression: text travels small, files and pieces of files travel as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from yizhan.config.compression import CompressText

TEXT = "办事指南" * 500


def answered(response):
    """Return the response as it leaves for a reader that takes gzip."""
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    return CompressText(lambda _: response)(request)


def test_a_page_travels_compressed_and_comes_out_the_same():
    """A guide costs a slow phone a fraction of its size."""
    answer = answered(HttpResponse(TEXT))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == TEXT
    assert len(answer.content) < len(TEXT.encode()) / 5


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(TEXT.encode(), content_type="application/pdf"),
        HttpResponse(TEXT.encode(), content_type="text/csv", status=206),
        FileResponse(iter([TEXT.encode()]), content_type="text/csv"),
    ],
    ids=["pdf", "piece", "stream"],
)
def test_files_and_pieces_keep_their_bytes_and_length(response):
    """A download can be resumed, and its digest is the stored one."""
    assert "Content-Encoding" not in answered(response)


def test_what_reaches_the_wire_from_the_site_is_compressed(client, db):
    """The site itself compresses: the page of clauses, asked as a browser asks."""
    answer = client.get("/clauses/H4.6/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"

"""Which files cases and drafts hold, for whoever sweeps the others away (T26)."""

from collections.abc import Iterable

from django.db import connection

from yizhan.accounts import relations

USED = """SELECT digest FROM cases_attachment WHERE digest = ANY(%(asked)s)
UNION SELECT found #>> '{}' FROM cases_draft,
    LATERAL jsonb_path_query(files, '$.**.digest') AS found WHERE found #>> '{}' = ANY(%(asked)s)
UNION SELECT found #>> '{}' FROM cases_heldact AS held,
    LATERAL jsonb_path_query(to_jsonb(held), '$.**.digest') AS found
    WHERE found #>> '{}' = ANY(%(asked)s)"""


def in_use(digests: Iterable[str]) -> set[str]:
    """Return those of some files that a case, a draft, a held act or a mandate names."""
    asked = list(digests)
    with connection.cursor() as cursor:
        cursor.execute(USED, {"asked": asked})
        return {row[0] for row in cursor.fetchall()} | relations.evidence_among(asked)

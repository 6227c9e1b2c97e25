"""Rows of foreign things: those that are found in the tables, and those that are written there.

A plan of a district, an act that another clerk holds, an errand of another station, a material in
somebody's space: to make one by its own way would need a device, an official list or a wait.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

FOREIGN = """FROM cases_case c WHERE c.authority_id <> %(own)s
    AND EXISTS (SELECT FROM items_version v WHERE v.id = c.version_id)"""  # none of a mere trial
OF_FOREIGN = "USING (division) WHERE o.case_id = c.id AND c.authority_id <> %(own)s LIMIT %(most)s"
PLANTED: Mapping[str, str] = {
    "adjustment": """INSERT INTO adjustments_adjustment
        (id, division, "on", basis, rows, report, proposed_by, proposed_at, fault)
        VALUES (gen_random_uuid(), %(division)s, now(), '示例', '[]', '{}', 1, now(), '')
        RETURNING id""",
    "held": f"""INSERT INTO cases_heldact (division, id, case_id, user_id, posting_id, clerk, label,
        number, steps, seen, key, due_at, state, outcome)
        SELECT c.division, gen_random_uuid(), gen_random_uuid(), 1, 1, '示例', '受理', c.number,
        '[]', 1, 'k', now() + interval '1 day', 'held', '{{}}' {FOREIGN} LIMIT 1 RETURNING id""",
    "errand": """INSERT INTO stations_errand (id, division, authority_id, user_id, agent, mode,
        state, item_code, item_name, person_masked, case_ref, case_number, query_code, revision,
        digest, sealed, rival, refusal, place, recorded_at, received_at, handed, revisit)
        VALUES (gen_random_uuid(), 520121, %(far)s, 1, '示例', 'whole', 'kept', 'x', '示例', '', '',
        '', '', 0, '', '', '', '{}', '', now(), now(), '{}', '{}') RETURNING id""",
    "holding": """INSERT INTO materials_holding
        (id, person_id, name, kind, trust, file_id, source, created_at)
        SELECT gen_random_uuid(), gen_random_uuid(), '示例', '示例', 'C', f.pk, '', now()
        FROM (SELECT * FROM materials_file LIMIT 1) AS f (pk) RETURNING id""",
    "mandate": """INSERT INTO accounts_mandate (id, principal_id, agent_id, items, actions, since,
        until, evidence_digest, evidence_text, created_at)
        SELECT gen_random_uuid(), a.id, b.id, '{}', '{submit}', now(), now(), '', '示例', now()
        FROM accounts_person a JOIN accounts_person b ON a.id < b.id LIMIT 1 RETURNING id""",
}
GATHERED: Mapping[str, str] = {
    "case": f"SELECT c.division || '-' || replace(c.id::text, '-', '') {FOREIGN} LIMIT %(most)s",
    "number": f"SELECT c.number {FOREIGN} LIMIT %(most)s",
    # a code that could be the address of a cell tells nothing of a workbook
    "query_code": f"SELECT c.query_code {FOREIGN} AND c.query_code ~ '[0-9].*[A-Z]' LIMIT 50",
    "applicant_name": f"SELECT DISTINCT c.applicant_name {FOREIGN} LIMIT 50",
    "person": f"SELECT c.applicant {FOREIGN} LIMIT %(most)s",
    "organisation": f"SELECT c.applicant {FOREIGN} LIMIT 50",
    "paper": f"SELECT o.id FROM papers_paper o JOIN cases_case c {OF_FOREIGN}",  # noqa: S608
    "file": f"SELECT o.id FROM cases_attachment o JOIN cases_case c {OF_FOREIGN}",  # noqa: S608
    "certificate": f"""SELECT o.division || '-' || replace(o.id::text, '-', '')
        FROM papers_certificate o JOIN cases_case c {OF_FOREIGN}""",  # noqa: S608
    "certificate_id": f"SELECT o.id FROM papers_certificate o JOIN cases_case c {OF_FOREIGN}",  # noqa: S608
    "version": """SELECT v.id FROM items_version v JOIN items_item i ON i.id = v.item_id
        WHERE i.authority_id <> %(own)s LIMIT %(most)s""",
    "item": "SELECT code FROM items_item WHERE authority_id <> %(own)s LIMIT %(most)s",
    "item_name": f"SELECT DISTINCT c.item_name {FOREIGN} LIMIT 50",
    "rollout": "SELECT id FROM items_rollout WHERE within = %(division)s LIMIT %(most)s",
    "token": """SELECT t.id FROM accounts_token t JOIN places_posting p ON p.id = t.posting_id
        WHERE p.authority_id <> %(own)s LIMIT 50""",
}


def rows(statement: str, values: Mapping[str, Any]) -> list[str]:
    """Return the first column of what a statement answers, as text."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [str(row[0]) for row in cursor.fetchall()]

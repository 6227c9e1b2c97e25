"""Generated values for every column of the national tables."""

from hypothesis import strategies as st

from yizhan.exchange.tables import Field, Kind, Table

NAMES = (
    "买买提·吐尔逊",
    "𠮷野家",
    "11520123XX000002724000102001001",
    "001",
    '逗号,"引号"',
    "甲\n乙",
)
LETTERS = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t")
MADE = {
    Kind.DATE: st.dates().map(lambda day: f"{day:%Y%m%d}".zfill(8)),
    Kind.DATETIME: st.datetimes().map(lambda at: f"{at:%Y-%m-%d %H:%M:%S}".zfill(19)),
    Kind.FLAG: st.booleans(),
}


def values(field: Field) -> st.SearchStrategy:
    """Return what a column may hold, at its full length too; None where nothing must be."""
    made = MADE[field.kind] if field.kind in MADE else _sized(field)
    return made if field.must else st.none() | made


def _sized(field: Field) -> st.SearchStrategy:
    """Return what a column of a length may hold."""
    if field.kind is Kind.CODE:
        return st.sampled_from(field.codes)
    if field.kind is Kind.NUMBER:
        return st.integers(min_value=0, max_value=10**field.length - 1)
    fitting = [name for name in (*NAMES, "长" * field.length) if len(name) <= field.length]
    return st.sampled_from(fitting) | st.text(LETTERS, min_size=1, max_size=min(field.length, 9))


def rows(table: Table) -> st.SearchStrategy:
    """Return whole rows of a table."""
    return st.fixed_dictionaries({field.name: values(field) for field in table.columns})

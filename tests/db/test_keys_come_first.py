"""SQLite 3.40's quick_check calls a sound file damaged where a key's columns do not come first, in the key's order."""

from __future__ import annotations

from db.database import Database


async def test_tables_without_rowid_begin_with_their_key(database: Database) -> None:
    async with database.read() as read:
        found = await read.all(
            "SELECT tables.name, columns.cid + 1 AS place, columns.pk "
            "FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns "
            "WHERE tables.wr AND tables.schema = 'main' AND columns.pk"
        )
    assert "entry_facet" in {row["name"] for row in found}
    assert [(row["name"], row["pk"]) for row in found if row["place"] != row["pk"]] == []

"""A vault in a PostgreSQL database, for servers that have no disk of their own and may be several.

A document is a row; what changes it names the generation it knows, and the row of another generation stays as it is
(optimistic concurrency). A commit is one transaction. CockroachDB and YugabyteDB speak the same language.
"""

from __future__ import annotations

import base64
import contextlib
import logging
import secrets
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool, PoolTimeout

from shebaobu import storage
from shebaobu.errors import ChangedElsewhere, DataUnreadable, KeyWrong, StoreNotReached
from shebaobu.storage.generations import to_keep
from shebaobu.storage.sealing import head_of
from shebaobu.storage.vault import Kept, Reseal, Stored, evidence_of, is_evidence, is_name, member_in, member_name

Connection = psycopg.Connection[TupleRow]

CONNECTIONS = 4
PATIENCE_S = 5.0
_TABLES = (sql.Identifier("shebaobu_document"), sql.Identifier("shebaobu_earlier"))


class PostgresVault:
    """The documents of the household whose schema a connection string leads to.

    Raises ``StoreNotReached`` here and from every operation while the database cannot be reached; a commit that was
    under way may then have been done or not, and counts as not acknowledged.
    """

    alone = False

    def __init__(self, address: str) -> None:
        try:
            self._pool: ConnectionPool[Connection] = ConnectionPool(
                address,
                min_size=1,
                max_size=CONNECTIONS,
                timeout=PATIENCE_S,
                check=ConnectionPool.check_connection,
                open=False,
            )
            # Its own log of what failed would quote the address; our errors tell it in words.
            logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
            self._pool.open(wait=True, timeout=PATIENCE_S)
        except (PoolTimeout, psycopg.Error):
            raise StoreNotReached() from None
        with self._transaction() as database:
            database.execute(files(storage).joinpath("postgres.sql").read_bytes())

    def names(self, prefix: str = "") -> list[str]:
        """The names of the documents that begin so."""
        with self._transaction() as database:
            rows = database.execute(
                "select name from shebaobu_document where left(name, length(%s)) = %s", (prefix, prefix)
            )
            return sorted(name for (name,) in rows if is_name(name))

    def generation(self, name: str) -> int:
        """The generation of a document; 0 where there is no row."""
        with self._transaction() as database:
            row = database.execute("select generation from shebaobu_document where name = %s", (name,)).fetchone()
            return int(row[0]) if row else 0

    def read(self, name: str) -> Stored | None:
        """A document; None where there is no row. Raises ``DataUnreadable``."""
        with self._transaction() as database:
            row = database.execute(
                "select envelope, generation from shebaobu_document where name = %s", (name,)
            ).fetchone()
        return Stored(_sealed_in(name, row[0]), int(row[1])) if row else None

    def commit(self, changes: Mapping[str, bytes | None], expected: Mapping[str, int]) -> None:
        """Make the changes in one transaction; see ``Vault.commit``."""
        with self._transaction() as database:
            self._check_key(database, changes)
            # One order for all servers, so that two of them never wait for each other; evidence that goes belongs to
            # the version of its member's document that was just kept.
            with_their_member = tuple(
                evidence_of(member_in(name) or "")
                for name in changes
                if changes[name] is None and not is_evidence(name)
            )
            for name in sorted(changes, key=lambda name: (is_evidence(name), name)):
                if name.startswith(with_their_member):
                    continue
                sealed = changes[name]
                if sealed is None:
                    self._remove(database, name, expected[name])
                else:
                    self._put(database, name, sealed, expected[name])
            for name in sorted(changes):
                if changes[name] is not None and not is_evidence(name):
                    self._thin(database, name)

    def rewrite(self, reseal: Reseal) -> None:
        """Every row sealed anew in one transaction; servers that write meanwhile wait, and need the new key then."""
        with self._transaction() as database:
            database.execute("select key_id from shebaobu_seal for update")
            for table in _TABLES:
                rows = database.execute(sql.SQL("select name, generation, envelope from {}").format(table)).fetchall()
                for name, generation, envelope in rows:
                    with contextlib.suppress(DataUnreadable):
                        sealed = reseal(name, _sealed_in(name, envelope))
                        if sealed is not None:
                            database.execute(
                                sql.SQL("update {} set envelope = %s where name = %s and generation = %s").format(
                                    table
                                ),
                                (_envelope(sealed), name, generation),
                            )
                            database.execute("update shebaobu_seal set key_id = %s", (_key_id(sealed),))

    def kept(self, name: str) -> list[Kept]:
        """The earlier versions of a document, the latest first."""
        with self._transaction() as database:
            return _kept(database, name)

    def read_kept(self, name: str, generation: int) -> bytes:
        """An earlier version; raises ``DataUnreadable`` where it is not there."""
        with self._transaction() as database:
            row = database.execute(
                "select envelope from shebaobu_earlier where name = %s and generation = %s", (name, generation)
            ).fetchone()
        if row is None:
            raise DataUnreadable(file=name)
        return _sealed_in(name, row[0])

    def snapshot(self) -> dict[str, bytes]:
        """Every row, by one statement."""
        with self._transaction() as database:
            rows = database.execute("select name, envelope from shebaobu_document").fetchall()
        return {name: _sealed_in(name, envelope) for name, envelope in rows}

    def set_aside(self, name: str, sealed: bytes) -> str:
        """Put a version in place of a row that cannot be read, which goes to ``shebaobu_aside``."""
        mark = secrets.token_hex(4)
        head = head_of(sealed)
        with self._transaction() as database:
            database.execute(
                "insert into shebaobu_aside (name, put_aside, generation, envelope)"
                " select name, %s, generation, envelope from shebaobu_document where name = %s",
                (mark, name),
            )
            database.execute(
                "insert into shebaobu_document (name, generation, envelope) values (%s, %s, %s)"
                " on conflict (name) do update set generation = excluded.generation, envelope = excluded.envelope",
                (name, head.generation if head else 0, _envelope(sealed)),
            )
        return f"shebaobu_aside {name} {mark}"

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
            raise ChangedElsewhere(file="*") from None
        except (PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError):
            raise StoreNotReached() from None

    def _check_key(self, database: Connection, changes: Mapping[str, bytes | None]) -> None:
        """Refuse what is sealed by a key that was changed elsewhere: after the change nothing would open it."""
        sealed = next((data for data in changes.values() if data is not None), None)
        if sealed is None:
            return
        database.execute("insert into shebaobu_seal (key_id) values (%s) on conflict do nothing", (_key_id(sealed),))
        row = database.execute("select key_id from shebaobu_seal for share").fetchone()
        if row is None or row[0] != _key_id(sealed):
            raise KeyWrong(file=next(iter(changes)))

    def _put(self, database: Connection, name: str, sealed: bytes, expected: int) -> None:
        if expected == 0:
            done = database.execute(
                "insert into shebaobu_document (name, generation, envelope) values (%s, %s, %s) on conflict do nothing",
                (name, _generation(sealed), _envelope(sealed)),
            )
        else:
            _keep(database, name, expected)
            done = database.execute(
                "update shebaobu_document set generation = %s, envelope = %s where name = %s and generation = %s",
                (_generation(sealed), _envelope(sealed), name, expected),
            )
        if done.rowcount != 1:
            raise ChangedElsewhere(file=name)

    def _remove(self, database: Connection, name: str, expected: int) -> None:
        """Remove a row: a member's with all versions and evidence, evidence into the versions it belongs to."""
        if is_evidence(name):
            latest = next(iter(_kept(database, member_name(member_in(name) or ""))), None)
            if latest is not None:
                database.execute(
                    "insert into shebaobu_earlier (name, generation, envelope)"
                    " select name, %s, envelope from shebaobu_document where name = %s on conflict do nothing",
                    (latest.generation, name),
                )
        done = database.execute("delete from shebaobu_document where name = %s and generation = %s", (name, expected))
        if done.rowcount != 1 and expected != 0:
            raise ChangedElsewhere(file=name)
        if not is_evidence(name):
            prefix = evidence_of(member_in(name) or "")
            for table in _TABLES:
                database.execute(
                    sql.SQL("delete from {} where left(name, length(%s)) = %s").format(table),
                    (prefix, prefix),
                )
            database.execute("delete from shebaobu_earlier where name = %s", (name,))

    def _thin(self, database: Connection, name: str) -> None:
        """Remove the versions that need not stay, and evidence that none of those left names any more."""
        staying = to_keep(_kept(database, name))
        database.execute(
            "delete from shebaobu_earlier where name = %s and generation <> all(%s)", (name, list(staying))
        )
        member = member_in(name)
        if member:
            prefix = evidence_of(member)
            database.execute(
                "delete from shebaobu_earlier where left(name, length(%s)) = %s and generation < %s",
                (prefix, prefix, min(staying, default=0)),
            )


def _keep(database: Connection, name: str, generation: int) -> None:
    """Keep the present version before another takes its place."""
    database.execute(
        "insert into shebaobu_earlier (name, generation, envelope) select name, generation, envelope"
        " from shebaobu_document where name = %s and generation = %s on conflict do nothing",
        (name, generation),
    )


def _kept(database: Connection, name: str) -> list[Kept]:
    rows = database.execute(
        "select generation, (envelope->>'written_at')::bigint from shebaobu_earlier where name = %s", (name,)
    )
    return sorted((Kept(int(generation), int(written_at)) for generation, written_at in rows), reverse=True)


def _envelope(sealed: bytes) -> Jsonb:
    head = head_of(sealed)
    return Jsonb({"sealed": base64.b64encode(sealed).decode("ascii"), "written_at": head.written_at if head else 0})


def _sealed_in(name: str, envelope: Any) -> bytes:
    try:
        return base64.b64decode(envelope["sealed"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise DataUnreadable(file=name) from None


def _generation(sealed: bytes) -> int:
    head = head_of(sealed)
    return head.generation if head else 1


def _key_id(sealed: bytes) -> str:
    head = head_of(sealed)
    return head.key_id.hex() if head else ""

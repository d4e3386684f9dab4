"""How mappings name a database, and the SQLAlchemy URL that means the same.

Written are JDBC URLs (`jdbc:mysql://host/db`), plain places with a type beside them (`host:port/db`), SQLAlchemy's own
URLs, and files of SQLite. Each kind of database gets a driver that is plain Python or comes as a wheel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

_DRIVERS: Mapping[str, str] = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
    "oracle": "oracle+oracledb",
    "mssqlserver": "mssql+pymssql",
    "sqlserver": "mssql+pymssql",
    "mssql": "mssql+pymssql",
    "duckdb": "duckdb",
}
# Options that the driver knows under the name that JDBC has for them, or that are the driver's own.
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "postgresql+psycopg": ("sslmode", "sslrootcert", "options", "connect_timeout", "application_name", "host"),
    "mysql+pymysql": ("charset", "unix_socket", "connect_timeout", "ssl_ca"),
    "mariadb+pymysql": ("charset", "unix_socket", "connect_timeout", "ssl_ca"),
    "mssql+pymssql": ("charset",),
}
# The package that brings each driver, where it is called otherwise than the module.
PACKAGES: Mapping[str, str] = {"duckdb_engine": "duckdb-engine", "psycopg2": "psycopg2-binary"}
KINDS = frozenset({*_DRIVERS, "sqlite"})
_QUOTED = re.compile(r'"[^"]+"|`[^`]+`|\[[^\]]+\]')
_NAMES = re.compile(rf"(?:{_QUOTED.pattern}|[^\W\d][\w$#@]*)(?:\.(?:{_QUOTED.pattern}|[^\W\d][\w$#@]*))*")
_SCHEME = re.compile(r"([a-z][a-z0-9+]*)://(.*)", re.DOTALL)


def database_url(access: str, kind: str = "") -> str:
    """Return the SQLAlchemy URL of a database, or the path or `sqlite:` URL of a SQLite file.

    `kind` is the type of database a mapping gives beside the place. What is not understood comes back as it is.
    """
    text = access.strip().removeprefix("jdbc:")
    if text.startswith("sqlite:"):
        return text
    if text.startswith("oracle:"):
        return _oracle(re.sub(r"^oracle:(thin|oci8?):@?(//)?", "", text))
    found = _SCHEME.match(text)
    scheme = found.group(1) if found else ""
    if found and scheme in _DRIVERS:
        return _built(_DRIVERS[scheme], found.group(2))
    if (found and scheme not in {"http", "https"}) or kind not in _DRIVERS:
        return text  # SQLAlchemy's own, or a file
    place = found.group(2) if found else text.removeprefix("//")
    return _oracle(place) if kind == "oracle" else _built(_DRIVERS[kind], place)


def kind_of_driver(driver: str) -> str:
    """Return the kind of database that a JDBC driver (the name of its Java class) is for, empty where unknown."""
    return next((kind for kind in _DRIVERS if kind in driver.lower()), "")


def jdbc_url(url: str) -> str:
    """Return a database's URL as other engines want it, without the name of a Python driver."""
    found = re.match(r"([a-z]+)\+[a-z0-9_]+://(.*)", url, re.DOTALL)
    return f"jdbc:{found.group(1)}://{found.group(2)}" if found else url


def shown_url(url: str) -> str:
    """Return a database's URL as messages show it: without its password."""
    return re.sub(r"(?<=://)([^/:@]*):[^/@]*@", r"\1@", url)


def table_query(table: str, quote_mark: str) -> str:
    """Return the query for all of a table whose name is written as in SQL, quoted or not, with or without a schema;
    a name that SQL would only take in quotes gets them. `quote_mark` is what the database quotes names with."""
    written = _NAMES.fullmatch(table.strip())
    if written is None:
        return f"SELECT * FROM {quote_mark}{table.replace(quote_mark, quote_mark * 2)}{quote_mark}"
    return f"SELECT * FROM {_QUOTED.sub(lambda m: f'{quote_mark}{m[0][1:-1]}{quote_mark}', table.strip())}"


def _built(driver: str, place: str) -> str:
    """The URL of a place, with its credentials in the place SQLAlchemy wants them, and JDBC's own options left out."""
    place, *options = re.split(r"[?&;]", place)
    given = dict(pair for text in options for pair in parse_qsl(text, keep_blank_values=True))
    if "database" not in given and "databaseName" in given:
        given["database"] = given["databaseName"]
    if "/" not in place:
        place += "/" + given.get("database", "")
    user = given.get("user", "")
    if user and "@" not in place:
        password = given.get("password", "")
        place = f"{quote(user, safe='')}{':' + quote(password, safe='') if password else ''}@{place}"
    kept = {key: value for key, value in given.items() if key in _OPTIONS.get(driver, ())}
    return f"{driver}://{place}{'?' + urlencode(kept) if kept else ''}"


def _oracle(place: str) -> str:
    """`host:1521/service`, or JDBC's `host:1521:sid`."""
    if "/" in place:
        host, _, service = place.partition("/")
        return f"oracle+oracledb://{host}/?service_name={service}" if service else f"oracle+oracledb://{host}/"
    parts = place.split(":")
    return f"oracle+oracledb://{':'.join(parts[:-1])}/{parts[-1]}" if len(parts) == 3 else f"oracle+oracledb://{place}/"

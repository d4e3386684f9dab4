"""How a mapping names a database, and what that is to SQLAlchemy."""

from __future__ import annotations

import pytest

from kgbuild.yarrrml.database_urls import database_url, jdbc_url, kind_of_driver, shown_url, table_query


@pytest.mark.parametrize(
    ("access", "kind", "url"),
    [
        ("localhost:5432/shop", "postgresql", "postgresql+psycopg://localhost:5432/shop"),
        ("//1.2.3.4:6789", "mysql", "mysql+pymysql://1.2.3.4:6789/"),
        ("http://localhost/example", "mysql", "mysql+pymysql://localhost/example"),
        ("postgresql://ann@h/db", "", "postgresql+psycopg://ann@h/db"),
        ("postgresql+psycopg2://h/db", "postgresql", "postgresql+psycopg2://h/db"),
        ("jdbc:postgresql://h:1/db", "", "postgresql+psycopg://h:1/db"),
        ("jdbc:postgresql://h/db?user=a@b&password=p:w&ssl=true", "", "postgresql+psycopg://a%40b:p%3Aw@h/db"),
        ("jdbc:mysql://localhost:3306/gtfs?useSSL=false", "mysql", "mysql+pymysql://localhost:3306/gtfs"),
        ("jdbc:mariadb://h/db?charset=utf8mb4", "", "mariadb+pymysql://h/db?charset=utf8mb4"),
        ("jdbc:sqlserver://h:1433;databaseName=shop;encrypt=true", "", "mssql+pymssql://h:1433/shop"),
        ("jdbc:oracle:thin:@//h:1521/service", "oracle", "oracle+oracledb://h:1521/?service_name=service"),
        ("jdbc:oracle:thin:@h:1521:sid", "", "oracle+oracledb://h:1521/sid"),
        ("h:1521/service", "oracle", "oracle+oracledb://h:1521/?service_name=service"),
        ("//1.2.3.4:6789", "oracle", "oracle+oracledb://1.2.3.4:6789/"),
        ("shop.db", "sqlite", "shop.db"),
        ("jdbc:sqlite:shop.db", "", "sqlite:shop.db"),
        ("jdbc:sqlite:shop.db", "postgresql", "sqlite:shop.db"),
        ("sqlite:///shop.db", "sqlite", "sqlite:///shop.db"),
        ("duckdb:///shop.duckdb", "", "duckdb:///shop.duckdb"),
        ("firebird://h/db", "firebird", "firebird://h/db"),
    ],
)
def test_url(access: str, kind: str, url: str) -> None:
    assert database_url(access, kind) == url


def test_a_url_for_other_engines_has_no_python_driver() -> None:
    assert jdbc_url("postgresql+psycopg://h:1/db") == "jdbc:postgresql://h:1/db"
    assert jdbc_url("shop.db") == "shop.db"


def test_a_url_is_shown_without_its_password() -> None:
    assert shown_url("mysql+pymysql://ann:secret@h/db") == "mysql+pymysql://ann@h/db"
    assert shown_url("shop.db") == "shop.db"


@pytest.mark.parametrize(
    ("table", "mark", "query"),
    [
        ("student", '"', "SELECT * FROM student"),
        ("shop.Student", '"', "SELECT * FROM shop.Student"),
        ('"Student"', '"', 'SELECT * FROM "Student"'),
        ('"Student"', "`", "SELECT * FROM `Student`"),
        ("`Country Info`", '"', 'SELECT * FROM "Country Info"'),
        ('shop."Country Info"', "`", "SELECT * FROM shop.`Country Info`"),
        ("Country Info", '"', 'SELECT * FROM "Country Info"'),
        ("a; DROP TABLE b", '"', 'SELECT * FROM "a; DROP TABLE b"'),
        ("größe", '"', "SELECT * FROM größe"),
    ],
)
def test_a_table_is_written_as_the_database_wants_it(table: str, mark: str, query: str) -> None:
    assert table_query(table, mark) == query


@pytest.mark.parametrize(
    ("driver", "kind"),
    [
        ("org.postgresql.Driver", "postgresql"),
        ("com.mysql.cj.jdbc.Driver", "mysql"),
        ("org.mariadb.jdbc.Driver", "mariadb"),
        ("oracle.jdbc.OracleDriver", "oracle"),
        ("com.microsoft.sqlserver.jdbc.SQLServerDriver", "sqlserver"),
        ("org.h2.Driver", ""),
    ],
)
def test_a_driver_of_java_tells_the_kind(driver: str, kind: str) -> None:
    assert kind_of_driver(driver) == kind

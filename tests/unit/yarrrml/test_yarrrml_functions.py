"""The built-in functions, each by its public name."""

from __future__ import annotations

import pytest

from kgbuild.yarrrml.functions.builtin import FUNCTIONS
from kgbuild.yarrrml.functions.table import GREL, function_of, parameter_of


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("toTitleCase", ("new york",), "New York"),
        ("string_substring", ("Venus", "1", "3"), "en"),
        ("string_substring", ("Venus", "5"), ""),
        ("string_substring", ("Venus", "9"), None),
        ("string_replace", ("a-b", "-", "+"), "a+b"),
        ("string_replace", ("a1b22", "/([0-9]+)/", "<$1>"), "a<1>b<22>"),
        ("string_replaceChars", ("abc", "ac", "x"), "xb"),
        ("string_match", ("ab12", "([a-z]+)([0-9]+)"), ("ab", "12")),
        ("string_splitByCharType", ("AbC12 d",), ["A", "b", "C", "12", " ", "d"]),
        ("string_splitByLengths", ("abcdef", ("1", "2")), ["a", "bc"]),
        ("string_diff", ("Toyota", "Tesla"), "oyota"),
        ("escape", ("<a>&", "html"), "&lt;a&gt;&amp;"),
        ("escape", ("a b/c", "url"), "a%20b%2Fc"),
        ("string_unescape", ("&lt;", "html"), "<"),
        ("slugify", ("Čapek & Sons!",), "capek-sons"),
        ("string_md5", ("a",), "0cc175b9c0f1b6a831c399e269772661"),
        ("string_toNumber", ("1.5",), 1.5),
        ("array_join", (("a", "", "b"), ","), "a,b"),
        ("array_sum", (("1", "2.5"),), 3.5),
        ("array_get", (("a", "b"), "-1"), "b"),
        ("controls_if", ("true", "x", "y"), "x"),
        ("controls_if", ("no", "x"), None),
        ("boolean_xor", (("true", "false"),), True),
        ("other_coalesce", (("", "b"),), "b"),
        ("trueCondition", ("false", "x"), None),
        ("math_round", ("2.5",), 3),
        ("math_even", ("3",), 4),
        ("math_odd", ("-2",), -3),
        ("math_mod", ("7", "4"), 3),
        ("math_gcd", ("12", "18"), 6),
        ("date_toDate", ("03/02/1990", "dd/MM/yyyy"), "1990-02-03"),
        ("date_toDate", ("3.2.1990 4:05", "d.M.yyyy H:mm"), "1990-02-03T04:05:00"),
        ("normalizeDate", ("01-Apr-20", "dd-MMM-yy"), "2020-04-01"),
        ("normalizeDate", ("Tuesday, April 7 2020", "EEEE, MMMM d yyyy"), "2020-04-07"),
        ("normalizeDateTime", ("01-Apr-20 9u4", "dd-MMM-yy H'u'm"), "2020-04-01T09:04:00"),
        ("normalizeDateTime", ("20220124T09:36:04.5", "yyyyMMdd'T'HH:mm:ss.S"), "2022-01-24T09:36:04.500000"),
        ("normalizeDateTime", ("1/2/2022 12:05 AM +02:00", "d/M/yyyy h:mm a X"), "2022-02-01T00:05:00+02:00"),
        ("normalizeDateWithLang", ("01-avr.-20", "dd-MMM-yy", "fr"), "2020-04-01"),
        ("normalizeDateWithLang", ("3. Mai 2021", "d. MMMM yyyy", "de-AT"), "2021-05-03"),
        ("math_round", ("1,926.82",), 1927),
        ("math_factn", ("9", "2"), 945),
        ("math_multinomial", (("2", "3"),), 10),
        ("inRange", ("2", "2", "3"), True),
        ("inRange", ("3", "2", "3"), False),
        ("getMIMEType", ("test.csv",), "text/csv"),
        ("string_smartSplit", ('a,"b,c"',), ["a", "b,c"]),
        ("string_match", ("with 4 seats", "/.*?([0-9]+).*?/"), ("4",)),
        ("generateNull", (), None),
        ("date_datePart", ("1990-02-03", "month"), 2),
        ("date_diff", ("1990-02-03", "1990-02-01", "days"), 2),
        ("date_inc", ("1990-01-31", "1", "day"), "1990-02-01"),
        ("date_inc", ("1990-11-15", "3", "month"), "1991-02-15"),
    ],
)
def test_functions(name: str, arguments: tuple[str, ...], expected: object) -> None:
    assert FUNCTIONS[name].run(*arguments) == expected


@pytest.mark.parametrize(
    ("function", "parameter", "position"),
    [
        ("string_substring", GREL + "p_int_i_from", 1),
        ("string_substring", GREL + "param_int_i_opt_to", 2),
        ("toUpperCase", GREL + "valueParam", 0),
        ("equal", "str2", 1),
        ("equal", GREL + "nothing", None),
    ],
)
def test_parameters_go_by_all_their_names(function: str, parameter: str, position: int | None) -> None:
    assert parameter_of(FUNCTIONS[function], parameter) == position


def test_both_idlab_namespaces() -> None:
    assert function_of("http://example.com/idlab/function/equal", FUNCTIONS) is FUNCTIONS["equal"]
    assert function_of("https://w3id.org/imec/idlab/function#equal", FUNCTIONS) is FUNCTIONS["equal"]
    assert function_of("http://example.com/equal", FUNCTIONS) is None


@pytest.mark.parametrize(
    ("name", "arguments", "what"),
    [
        ("math_round", ("9,25",), "9,25"),
        ("normalizeDate", ("1990", "dd/MM/yyyy"), "'1990' is not written 'dd/MM/yyyy'"),
        ("normalizeDate", ("1990", "QQ"), "unknown letter 'Q'"),
        ("normalizeDateWithLang", ("1 x 1990", "d MMM yyyy", "xx"), "unknown language 'xx'"),
    ],
)
def test_values_that_do_not_fit(name: str, arguments: tuple[str, ...], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        FUNCTIONS[name].run(*arguments)


@pytest.mark.parametrize(
    ("name", "arguments", "what"),
    [
        ("string_match", ("a", "("), "is no regular expression"),
        ("string_matches", ("a", "(" * 1500), "is no regular expression"),
        ("string_matches", ("a", "9" * 5000), "has more than 2000 characters"),
        ("string_replace", ("a", "/a/", "\\9"), "is no replacement"),
        ("string_smartSplit", ("a\rb",), "cannot be split"),
    ],
)
def test_what_does_not_fit_is_said(name: str, arguments: tuple[str, ...], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        FUNCTIONS[name].run(*arguments)


def test_no_expression_makes_a_run_stand_still() -> None:
    assert FUNCTIONS["string_matches"].run("a" * 40 + "!", "(a+)+$") is False
    with pytest.raises(ValueError, match="takes longer than 2 s"):
        FUNCTIONS["string_matches"].run(",".join(map(str, range(40))), r"^(.*?,){11}P")

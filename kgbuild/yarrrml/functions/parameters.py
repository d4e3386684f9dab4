"""Parameters that several built-in functions share, under all names the public descriptions give them."""

from __future__ import annotations

from kgbuild.yarrrml.functions.table import Parameter


def named(*names: str, many: bool = False, optional: bool = False) -> Parameter:
    """Return a parameter known by several names."""
    return Parameter(names, many, optional)


VALUE = named("valueParameter", "valueParameter1", "value", "str", "input", "string", "inputString", "any_e")
LEFT = named("valueParameter", "valueParameter1", "str", "str1", "value1")
RIGHT = named("valueParameter2", "otherStr", "str2", "value2")
PART = named("string_sub", "valueParameter2", "otherStr", "stringContainsParameter", "fragment", "string_fragment")
SEPARATOR = named("string_sep", "separator", "delimiter", "sep", "opt_sep")
SEQUENCE = named("seq", *(str(place) for place in range(1, 100)), many=True)  # or its items: rdf:_1, rdf:_2, …
ARRAY = named("array_a", "array", "list", "inputList", "a", many=True)
NUMBER = named("dec_n", "n", "int_i", "i", "valueParameter", "number")
NUMBER_2 = named("n2", "dec_n2", "int_i2", "i2", "any_exp", "exp", "valueParameter2")
FROM = named("int_i_from", "i_from", "from")
UP_TO = named("int_i_opt_to", "i_opt_to", "to", optional=True)
DATE = named("date_d", "datetime_d", "valueParameter", "d")
UNIT = named("string_unit", "string_timeunit", "unit", "timeunit")

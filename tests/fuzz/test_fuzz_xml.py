"""Any XML and any XPath."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.sources import xml_records
from tests.fuzz.mutate import by_bytes, by_words
from tests.fuzz.oracles import attempt, checked, folder, fuzz
from tests.fuzz.rich import MAPPING

SEEDS = [
    "<r><x id='1'><a>v</a><b>w</b><lang>en</lang><type>t</type></x><x id='2'><a/><a>y</a></x></r>",
    "<?xml version='1.0' encoding='utf-16'?><r/>",
    "<?xml version='1.0' encoding='latin-1'?><r><a>\u00e9</a></r>",
    "<r xmlns:p='urn:p' xmlns='urn:d'><p:a p:id='3'>x</p:a><!-- c --><?pi x?><a><![CDATA[<&>]]></a></r>",
    "<!DOCTYPE r [<!ENTITY e 'x'><!ATTLIST a id CDATA 'd'>]><r><a>&e;</a></r>",
    "<!DOCTYPE r SYSTEM 'x.dtd'><r><a>&e;v</a><id>&amp;</id></r>",
    "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><r/>",
]
WORDS = [
    "<", ">", "/", "&", ";", "&e;", "&#0;", "&#xD800;", "&#x1F600;", "<a>", "</a>", "<!--", "-->", "<![CDATA[",
    "]]>", "<?", "?>",
    "xmlns=''", "xmlns:p='u'", "id='1'", "<!DOCTYPE r [", "]>", "<!ENTITY e 'x'>", "\ufeff", "\0", "\x0b", "é", "𝒳",
    "<a>" * 300, "x" * 20000, "standalone='no'", "version='1.1'",
]  # fmt: skip
XPATHS = st.sampled_from(
    ["/r/x", "/r/*", "/r/a", "/*", "//x", "//*", "//@*", "//text()", "//comment()",
     "//processing-instruction()", "//namespace::*", "count(//a)",
     "'x'", "1 div 0", "0 div 0", "true()", "/", "..", ".", "//p:a", "//q:a", "foo()", "$x", "//a[", "//*[1]|//@id", "",
     "id('1')", "document('x')", "string(.)", "-1", "concat('a', 'b')", "re:test('a','(a+)+$')", "//a[9999999999999]"]
) | st.text(alphabet="/@*.[]()|ar'1:= \0é", max_size=8)  # fmt: skip


@fuzz(60)
@given(by_words(SEEDS, WORDS).map(lambda t: t.encode("utf-8", "surrogatepass")) | by_bytes(SEEDS), XPATHS, XPATHS)
def test_any_xml(data: bytes, iterator: str, reference: str) -> None:
    base = folder()
    (base / "things.xml").write_bytes(data)
    text = MAPPING.replace("$(b)", f"$({reference})") if reference.count("(") == reference.count(")") else MAPPING
    text = text.replace('"', "'") if '"' in reference else text
    text = text.replace("[things.csv~csv]", f"[things.xml~xpath, {json.dumps(iterator)}]")
    (base / "m.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    rules = attempt(lambda: load_mapping([base / "m.yml"]))
    if rules is None:
        return
    made = checked(rules, base)
    with pytest.MonkeyPatch.context() as patch:  # read record by record, as large files are
        patch.setattr(xml_records, "LARGE", 0)
        streamed = checked(rules, base)
    assert (None if streamed is None else streamed.lines) == (None if made is None else made.lines)

"""XML text as every tool takes it: one encoding, indented, without characters that XML forbids."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(value: object) -> str:
    """Return a value as XML may hold it; a forbidden character (most control characters) becomes U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", str(value))


def xml_bytes(root: ET.Element) -> bytes:
    """Return the document in UTF-8, indented by two spaces."""
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"

"""Mapping files in any of the languages: which front end reads them is said by their suffix."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from kgbuild.errors import UsageError
from kgbuild.yarrrml.form import Mapping

RML_SUFFIXES = frozenset({".ttl", ".rml", ".r2rml"})


def read_mapping(
    paths: Sequence[Path],
    *,
    base: Path | None = None,
    base_iri: str = "",
    settings: MappingOf[str, str] = MappingProxyType({}),
) -> Mapping:
    """Read files in YARRRML, or in RML or R2RML, into one checked mapping.

    `base` is the folder that paths in messages are shown relative to, `base_iri` goes before the relative IRIs of a
    mapping that has no base, `settings` say what `${NAME}` stands for. Raises `ConfigError` with every problem of
    every file, `UsageError` for a mixture of the two.
    """
    if not any(path.suffix in RML_SUFFIXES for path in paths):
        from kgbuild.yarrrml.language.load import Head, load_mapping

        return load_mapping(paths, base=base, head=Head(base_iri=base_iri, settings=settings))
    from kgbuild.yarrrml.rml.load import DEFAULT_BASE, load_rml

    others = [path.as_posix() for path in paths if path.suffix not in RML_SUFFIXES]
    if others:
        raise UsageError(f"YARRRML and RML do not go together in one run: run {', '.join(others)} by itself")
    return load_rml(paths, base=base, base_iri=base_iri or DEFAULT_BASE, settings=settings)

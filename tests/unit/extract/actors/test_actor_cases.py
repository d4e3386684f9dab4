"""Who and what short texts name, by kind of difficulty: `cases.yml` beside this file says what a reader expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kgbuild.model.facts import EntityKind

Case = dict[str, Any]
_KINDS = [k.value for k in EntityKind]
# Kinds whose last few cases are not read right yet: how many may fail.
_OPEN = {"trade-noun": 1, "role-plural": 1, "untitled-names": 2}  # fmt: skip


def _cases() -> Iterator[tuple[str, list[Case]]]:
    yield from yaml.safe_load(Path(__file__).with_name("cases.yml").read_text(encoding="utf-8")).items()


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").rstrip(".")


def _parts(line: str) -> tuple[str, str, str, str]:
    holder, title, at, status, *_ = [*(p.strip() for p in f"{line} ".split(" | ")), "", ""]
    return holder, title, at, status


class Checked:
    """One text read, asked by names: `wrong` lists what differs from the expectation."""

    def __init__(self, found: Any, case: Case) -> None:
        self._found, self._case = found, case
        self._names = {e.id: {_plain(n) for n in (e.name, *e.names)} for e in found.index.entities.values()}

    def _bear(self, name: str) -> set[str]:
        wanted = {_plain(n) for n in name.split("|")}
        return {i for i, names in self._names.items() if names & wanted}

    def _kinds(self, name: str) -> set[str]:
        return {self._found.index.entities[i].kind.value for i in self._bear(name)}

    def wrong(self) -> Iterator[str]:
        case = self._case
        for kind in _KINDS:
            yield from (f"no {kind} {n}: {self._kinds(n)}" for n in case.get(kind, ()) if kind not in self._kinds(n))
        for name, *kinds in ([n] if isinstance(n, str) else n for n in case.get("none", ())):
            if self._kinds(name) & set(kinds or set(_KINDS) - {"place"}):
                yield f"{name} is {self._kinds(name)}"
        for group in case.get("one", ()):
            if len({frozenset(self._bear(n)) for n in group}) != 1 or len(self._bear(group[0])) != 1:
                yield f"not one: {[(n, sorted(self._bear(n))) for n in group]}"
        for one, other in case.get("two", ()):
            if not self._bear(one) or not self._bear(other) or self._bear(one) & self._bear(other):
                yield f"not two: {one}, {other}"
        yield from (f"no role {r}: {self._held(r)}" for r in case.get("roles", ()) if not self._role(r, part=False))
        yield from (f"role {r}" for r in case.get("no_roles", ()) if self._role(r, part=True))
        yield from (f"{w} is {self._refers(w)}" for w, n in case.get("refers", {}).items() if n not in self._refers(w))

    def _held(self, line: str) -> list[tuple[str, str | None, str]]:
        entities = self._found.index.entities
        holders = self._bear(line.split(" | ", maxsplit=1)[0].strip())
        return [(r.title, r.at and entities[r.at].name, r.status) for i in holders for r in entities[i].roles]

    def _role(self, line: str, *, part: bool) -> bool:
        holder, title, at, status = _parts(line)
        entities = self._found.index.entities
        for i in self._bear(holder):
            for role in entities[i].roles:
                said = _plain(role.title)
                fits = title.strip().lower() in said if part else any(
                    said == t or said.startswith((f"{t} of ", f"{t} for ", f"{t} at ", f"{t} to "))
                    for t in map(_plain, title.split("|"))
                )  # fmt: skip
                held = at in ("", "*") or (
                    role.at is None if at == "-" else role.at is not None and role.at in self._bear(at)
                )
                if fits and held and status in ("", role.status):
                    return True
        return False

    def _refers(self, word: str) -> list[str]:
        tokens = [t for t in self._found.text.tokens if t.text == word]
        entity = self._found.index.who(tokens[-1].i)
        if entity is None:
            return ["-"]
        index = self._found.index
        if index.entities[entity].kind in (EntityKind.PERSON, EntityKind.GROUP) and not index.entities[entity].names:
            members = index.members.get(entity, ())
            return ["+".join(index.entities[m].name for m in members) or "-"]
        names = [index.entities[entity].name, *index.entities[entity].names]
        return names if any(" " in n for n in names) else [*names, "-"]


@pytest.mark.parametrize(("kind", "cases"), list(_cases()), ids=lambda x: x if isinstance(x, str) else "")
def test_kind(read: Callable[[str], Any], kind: str, cases: list[Case]) -> None:
    failed = {c["text"]: wrong for c in cases if (wrong := list(Checked(read(c["text"]), c).wrong()))}
    report = "\n".join(f"{t}\n    {w}" for t, w in failed.items())
    assert len(failed) <= _OPEN.get(kind, 0), f"{len(failed)} of {len(cases)} read wrong:\n{report}"

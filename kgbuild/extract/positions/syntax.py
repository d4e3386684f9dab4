"""What the parse says of a verb: its subject wherever it stands, whether it is negated, passive, unreal."""

from __future__ import annotations

from collections.abc import Collection

from kgbuild.model.text import AnnotatedText, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLIMB = 6  # verbs between a verb and the subject it inherits


def child(text: AnnotatedText, i: int, *deps: str) -> int | None:
    """Return the first child of token `i` with one of these labels."""
    return next((j for j in text.children[i] if text.tokens[j].dep in deps), None)


def dependents(text: AnnotatedText, i: int) -> list[int]:
    """Return a word's children and those of its particles: "at" in "lash out at" hangs now on one, now on the other."""
    found = list(text.children[i])
    for j in text.children[i]:
        if text.tokens[j].dep in {"prt", "advmod", "prep"} and child(text, j, "pobj", "pcomp") is None:
            found += text.children[j]
    return found


def is_verb(token: Token) -> bool:
    """Say whether a token is a verb or an auxiliary."""
    return token.pos in {"VERB", "AUX"}


def is_infinitive(text: AnnotatedText, i: int) -> bool:
    """Say whether a verb stands with "to"."""
    return any(text.tokens[j].dep == "aux" and text.tokens[j].tag == "TO" for j in text.children[i])


def is_passive(text: AnnotatedText, i: int) -> bool:
    """Say whether a verb is passive, a bare participle after a noun included ("a plan rejected by")."""
    token = text.tokens[i]
    if child(text, i, "auxpass", "nsubjpass") is not None:
        return True
    if token.tag != "VBN" or child(text, i, "aux", "nsubj") is not None or headless_subject(text, i) is not None:
        return False
    return token.dep in {"acl", "advcl", "relcl"} or (token.dep == "conj" and is_passive(text, token.head))


def headless_subject(text: AnnotatedText, i: int) -> int | None:
    """ "Lee, who runs a fund, called on …": where the parser read the verb as a participle and left the sentence
    without one, return the noun it took for the root."""
    token = text.tokens[i]
    if token.dep != "acl" or token.tag != "VBN" or i == 0 or text.tokens[i - 1].text != ",":
        return None
    root = root_of(text, i)
    first = text.sentences[text.sentence_of[i]].first
    noun = text.tokens[root].pos in {"NOUN", "PROPN"} and child(text, i, "agent") is None
    return root if noun and not any(text.tokens[j].dep == "punct" and j > i for j in range(first, i)) else None


def object_of(text: AnnotatedText, i: int) -> int | None:
    """Return the object of a verb, of a passive its subject or the noun it stands with ("a plan rejected by", "the
    plan he rejected")."""
    thing = child(text, i, "dobj", "nsubjpass", "oprd")
    if thing is not None and text.tokens[thing].tag not in {"WDT", "WP"}:
        return thing
    if text.tokens[i].tag == "VBN" and text.tokens[i].dep == "acl":
        return text.tokens[i].head
    return antecedent_of(text, i)


def antecedent_of(text: AnnotatedText, i: int) -> int | None:
    """Return the noun that a relative clause with a subject of its own leaves out ("the plan that he rejected")."""
    if text.tokens[i].dep != "relcl":
        return None
    subject = child(text, i, *SUBJECTS)
    if subject is None or text.tokens[subject].tag in {"WDT", "WP"}:
        return None
    opens = text.tokens[min(text.subtree(i))]
    return None if opens.tag == "WRB" else text.tokens[i].head


def by_whom(text: AnnotatedText, i: int) -> int | None:
    """Return the head of the "by" phrase of a passive verb or a noun."""
    for j in text.children[i]:
        token = text.tokens[j]
        if token.dep == "agent" or (token.dep == "prep" and token.lemma == "by"):
            return child(text, j, "pobj")
    return None


def speaker_of(text: AnnotatedText, i: int) -> int | None:
    """Return the token of who does what verb `i` says: its own subject, the agent of a passive, or the one inherited
    from the verb it is joined to, adds to, or completes."""
    if is_passive(text, i):
        return by_whom(text, i)
    return subject_of(text, i)


def subject_of(text: AnnotatedText, i: int) -> int | None:
    """Return the grammatical subject of a verb, inherited where it has none of its own."""
    root = headless_subject(text, i)
    if root is not None:
        return root
    for _ in range(_CLIMB):
        own = [j for j in text.children[i] if text.tokens[j].dep in SUBJECTS]
        if own:  # "chief executive Jane Doe said": of two subjects before the verb the nearer
            return antecedent(text, max([j for j in own if j < i] or own[:1]), i)
        token = text.tokens[i]
        if token.dep in {"conj", "advcl", "xcomp", "pcomp", "prep", "acomp", "attr", "dep", "aux"}:
            controlled = _controlled(text, token)
            if controlled is not None:
                return controlled
            if token.head == i:
                return None
            if token.dep == "conj" and not (is_verb(text.tokens[token.head]) or text.tokens[token.head].pos == "ADJ"):
                return None
            i = token.head
            if text.tokens[i].pos in {"NOUN", "PROPN", "PRON"}:
                return i
        elif token.dep in {"acl", "relcl"}:
            return token.head
        else:
            return None
    return None


def _controlled(text: AnnotatedText, token: Token) -> int | None:
    """ "asked a minister to say", "quoted a minister as saying": the object above does what the verb below says."""
    above = text.tokens[token.head]
    if token.dep == "pcomp" and above.lemma == "as":
        above = text.tokens[above.head]
    elif token.dep != "xcomp":
        return None
    return child(text, above.i, "dobj") if is_verb(above) else None


def antecedent(text: AnnotatedText, subject: int, verb: int) -> int:
    """Return what a relative pronoun stands for, else the subject itself."""
    token = text.tokens[subject]
    if token.tag in {"WDT", "WP"} or (token.lemma == "that" and text.tokens[verb].dep == "relcl"):
        clause = verb
        for _ in range(_CLIMB):
            if text.tokens[clause].dep == "relcl":
                return text.tokens[clause].head
            if text.tokens[clause].dep not in {"conj", "ccomp", "xcomp"}:
                break
            clause = text.tokens[clause].head
    return subject


def inverted_subject(text: AnnotatedText, i: int) -> int | None:
    """ "“…”, warned Lee of the institute, “…”": return the noun after a verb that opens its clause without a subject,
    which the parser takes for an object."""
    token = text.tokens[i]
    after = child(text, i, "dobj")
    if token.dep not in {"ROOT", "parataxis"} or token.tag not in {"VBD", "VBZ"} or after is None or i == 0:
        return None
    before = text.tokens[i - 1]
    bare = child(text, i, "aux", *SUBJECTS) is None and text.tokens[min(text.subtree(after))].i == i + 1
    return after if bare and before.pos == "PUNCT" and text.sentence_of[i - 1] == text.sentence_of[i] else None


def trailing_speaker(text: AnnotatedText, i: int) -> int | None:
    """ "Talks were put off, the ministry announced on Monday.": the noun, where the parser took it for an apposition
    and the verb that ends the sentence for its participle."""
    token, noun = text.tokens[i], text.tokens[text.tokens[i].head]
    if (
        token.dep not in {"acl", "relcl"}
        or noun.dep != "appos"
        or child(text, i, "agent", "dobj", *SUBJECTS) is not None
    ):
        return None
    first = min(text.subtree(noun.i))
    last = text.sentences[text.sentence_of[i]].last
    below = set(text.subtree(i))
    ends = all(j in below or text.tokens[j].pos == "PUNCT" for j in range(i + 1, last))
    plain = all(text.tokens[j].dep in {"prep", "npadvmod", "advmod", "punct"} for j in text.children[i])
    return noun.i if ends and plain and token.tag in {"VBN", "VBD"} and text.tokens[first - 1].text == "," else None


def root_of(text: AnnotatedText, i: int) -> int:
    """Return the root of a token's sentence."""
    while text.tokens[i].head != i:
        i = text.tokens[i].head
    return i


def is_negated(text: AnnotatedText, i: int, negations: Collection[str], *, things: bool = True) -> bool:
    """Say whether a verb or predicate is negated, itself, in its auxiliaries, or by a subject or (with `things`) object
    with "no"."""
    for j in text.children[i]:
        token = text.tokens[j]
        if token.dep == "neg" or (j < i and token.dep in {"advmod", "preconj"} and token.lemma.lower() in negations):
            return True
        if token.dep in {"nsubj", "nsubjpass", "dobj", "attr"} and has_no(text, j, negations):
            return things or token.dep != "dobj"
    return False


def has_no(text: AnnotatedText, i: int, negations: Collection[str]) -> bool:
    """Say whether a noun is "no one", "nothing", "no agreement", "little inclination"."""
    if text.tokens[i].lemma.lower() in negations:
        return True
    return any(
        text.tokens[j].lemma.lower() in negations
        for j in text.children[i]
        if text.tokens[j].dep in {"det", "neg", "amod"}
    )


def is_conditional(text: AnnotatedText, i: int, conditions: Collection[str]) -> bool:
    """Say whether a verb stands in an "if" clause, at any depth."""
    j = i
    while True:
        token = text.tokens[j]
        if token.dep in {"advcl", "acl", "pcomp"}:
            marks = (text.tokens[k] for k in text.children[j])
            if any(m.dep in {"mark", "advmod"} and m.lemma.lower() in conditions for m in marks):
                return True
        if token.head == j:
            return False
        j = token.head


def auxiliaries(text: AnnotatedText, i: int) -> list[str]:
    """Return the lemmas of a verb's auxiliaries, the words of "have to" and "going to" included."""
    found = [text.tokens[j].text.lower() for j in text.children[i] if text.tokens[j].dep in {"aux", "auxpass"}]
    if child(text, i, "xcomp") is not None and text.tokens[i].lemma in {"have", "go", "need", "ought"}:
        found.append(f"{text.tokens[i].lemma} to")
    return found


def is_finite(text: AnnotatedText, i: int) -> bool:
    """Say whether a verb heads a finite clause."""
    if text.tokens[i].tag in {"VBD", "VBP", "VBZ", "MD"}:
        return True
    return any(
        text.tokens[j].dep in {"aux", "auxpass"} and text.tokens[j].tag in {"VBD", "VBP", "VBZ", "MD"}
        for j in text.children[i]
    )


def phrase(text: AnnotatedText, i: int) -> list[int]:
    """Return the tokens of the noun phrase headed by `i` without relative clauses and what follows a dash or comma."""
    todo, found = [i], [i]
    while todo:
        for j in text.children[todo.pop()]:
            if text.tokens[j].dep in {"relcl", "acl", "appos", "punct", "conj", "cc", "parataxis", "advcl"}:
                continue
            found.append(j)
            todo.append(j)
    return sorted(found)

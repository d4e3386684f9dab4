"""Print the regular forms of English verbs whose base the model's lemmatizer gets wrong, for the lexicon's `lemmas`.

    python tests/tools/lemma_slips.py [MODEL]

Every verb that the lemmatizer knows is put into its regular forms ("stage": staged, staging, stages), and the base it
makes of them compared. What it prints is read by a person: rare verbs and irregular ones are left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from kgbuild.annotate.parser import load_model
from kgbuild.resources import DEFAULT_LANGUAGE, default_model

VOWELS = "aeiou"
SYLLABLES = re.compile(r"[aeiouy]+")


def doubles(verb: str) -> bool:
    """Whether a verb doubles its last letter ("stop", not "look" or "visit")."""
    return (
        len(verb) > 2
        and verb[-1] not in VOWELS + "wxy"
        and verb[-2] in VOWELS
        and verb[-3] not in VOWELS
        and len(SYLLABLES.findall(verb)) == 1
    )


def forms(verb: str) -> Iterator[tuple[str, str]]:
    """Yield the past, the participle and the third person with their tags."""
    silent = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
    stem = verb[:-1] if silent else verb + verb[-1] if doubles(verb) else verb
    soft = verb.endswith("y") and verb[-2:-1] not in VOWELS
    yield (verb[:-1] + "ied" if soft else verb + "d" if verb.endswith("e") else stem + "ed"), "VBD"
    yield (verb[:-2] + "ying" if verb.endswith("ie") else stem + "ing"), "VBG"
    hissing = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    yield (verb[:-1] + "ies" if soft else verb + "es" if hissing else verb + "s"), "VBZ"


def main(model: str = "") -> None:
    """Print one line for each verb with slips, as the lexicon has it."""
    from spacy.tokens import Doc

    nlp = load_model(model or default_model(DEFAULT_LANGUAGE))
    lemmatizer = nlp.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index")["verb"]  # type: ignore[attr-defined]
    irregular = lemmatizer.lookups.get_table("lemma_exc")["verb"]  # type: ignore[attr-defined]
    for verb in sorted(v for v in known if re.fullmatch("[a-z]{3,}", v)):
        wrong = []
        for form, tag in forms(verb):
            word = Doc(nlp.vocab, words=[form])[0]
            word.pos_, word.tag_ = "VERB", tag
            if form not in irregular and lemmatizer.rule_lemmatize(word)[0] != verb:  # type: ignore[attr-defined]
                wrong.append(form)
        if wrong:
            print(f"{verb}: [{', '.join(wrong)}],")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Fine tags for models that have none: read from the word class and features of Universal Dependencies."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = {
    "NOUN": "NN", "PROPN": "NNP", "NUM": "CD", "ADJ": "JJ", "ADV": "RB", "DET": "DT", "PRON": "PRP", "ADP": "IN",
    "SCONJ": "IN", "CCONJ": "CC", "PUNCT": ".", "PART": "RP", "INTJ": "UH", "SYM": "SYM",
}  # fmt: skip


def tag_of(pos: str, features: Mapping[str, str]) -> str:
    """Return the Penn Treebank tag that says of a word what its features do; MD stands for a verb's own future.

    >>> tag_of("VERB", {"VerbForm": "Part", "Tense": "Past"})
    'VBN'
    """
    if pos in {"VERB", "AUX"}:
        return _verb(features)
    if pos == "NOUN" and features.get("Number") == "Plur":
        return "NNS"
    if features.get("PronType") == "Rel":
        return "WP"
    return _WORDS.get(pos, pos)


def _verb(features: Mapping[str, str]) -> str:
    form, tense = features.get("VerbForm"), features.get("Tense")
    if form == "Inf":
        return "VB"
    if form == "Part":
        return "VBG" if tense == "Pres" else "VBN"
    if tense == "Fut" or features.get("Mood") == "Cnd":
        return "MD"
    return "VBD" if tense in {"Past", "Imp"} else "VBZ"

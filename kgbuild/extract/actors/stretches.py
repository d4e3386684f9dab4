"""The recognizer's stretches, cut and extended to the bare names they mean; openers of sentences and nicknames."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kgbuild.extract.actors.page import HYPHENS, SCORE, Page, Spot, make_spot
from kgbuild.extract.actors.phrases import is_title
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors
from kgbuild.model.facts import EntityKind
from kgbuild.model.text import Sentence, Token
from kgbuild.names.persons import JOINED, PARTICLES

_KINDS = {"PERSON": EntityKind.PERSON, "ORG": EntityKind.ORGANIZATION, "NORP": EntityKind.GROUP}
_KINDS |= dict.fromkeys(["GPE", "LOC", "FAC"], EntityKind.PLACE)
_QUOTES = frozenset("\"'“”‘’`´«»") | {"``", "''"}
_CUTS = frozenset([",", "(", "—", "–", "--", "/", "|", ":"])
_CUTS_BODY = frozenset(["(", "|", ":"])
_PERSONAL = 2  # words of a name that may be somebody's
_ENDS_PERSON = frozenset(["CCONJ", "ADP", "NUM"])
_ENDS_OTHER = frozenset(["NOUN", "ADP", "CCONJ", "DET", "VERB", "AUX", "ADV"])


def recognized(text: Page, sentence: Sentence) -> Iterator[Spot]:
    """Yield the names of a sentence that the recognizer marks, without titles, articles and possessors."""
    tokens, end = text.tokens, sentence.first
    for token in text.words(sentence):
        if token.entity not in _KINDS or token.i < end:
            continue
        end = token.i + 1
        while end < sentence.last and tokens[end].entity == token.entity and not tokens[end].begins:
            end += 1
        yield from _names(text, token.i, end, _KINDS[token.entity])


def _sort_of(text: Page, first: int, last: int, kind: EntityKind) -> EntityKind:
    """Return what a stretch names, where the recognizer is often wrong."""
    tokens, words, before = text.tokens, text.groups.organization_words, text.at(first - 1)
    if kind is EntityKind.PLACE and any(t.text in words for t in tokens[first : first + 2]):
        purpose = any(t.text in text.roles.purposes for t in tokens[first + 1 : last])
        kind = EntityKind.ORGANIZATION if purpose else kind
    if kind is EntityKind.PLACE and before.pos == "PROPN" and not before.entity and before.head == last - 1:
        # "Mayor Bharat | Koirala"
        return EntityKind.PERSON if is_title(text.at(first - 2), text) and not is_title(before, text) else kind
    if kind is EntityKind.PERSON and last - first == 1 and tokens[first].text in words | text.groups.parties:
        return EntityKind.ORGANIZATION  # "the General | Synod"
    lettered = (
        last - first > _PERSONAL and tokens[last - 1].text in text.roles.letters and tokens[last - 1].text.isupper()
    )
    people = lettered or _have_met(text, first, last)  # "Ada Norris SC"
    return EntityKind.PERSON if kind is EntityKind.ORGANIZATION and people else kind


def _names(text: Page, first: int, last: int, kind: EntityKind) -> Iterator[Spot]:
    tokens, groups, kind = text.tokens, text.groups, _sort_of(text, first, last, kind)
    splits = text.grammar.placed if kind is EntityKind.PLACE else frozenset[str]()
    for begin, end in _parts(text, first, last, kind, groups.joining | splits):
        left, right = _trimmed(text, _of_party(text, begin, end), end, kind)
        right = _over_rest(text, left, right) if left < right else right
        if kind is EntityKind.ORGANIZATION and _holds_title(text, left):
            yield make_spot(text, left, left + 1, EntityKind.PERSON, sure=True)
            left += 2
        # "Dame Ada Norris", "King Anselm | in Ghent", which the recognizer may take for an organisation
        body = any(tokens[right - 1].text in some for some in (groups.organization_words, groups.place_words))
        addressed = right - left > 1 and not body and tokens[left].text in text.roles.address
        titled = kind is EntityKind.ORGANIZATION and _is_titled(text, left)
        addressed |= right - left == 2 and not body and (titled or _named_before(text, left))
        named = EntityKind.PERSON if addressed else kind
        if addressed:
            left += 1
            links = (k for k in range(left, right) if tokens[k].pos == "ADP")
            right = next((k for k in links if tokens[k].text.lower() not in PARTICLES), right)
        if named is EntityKind.PERSON and left < right:
            left, right = _extended(text, left, right)
            nickname = nickname_end(text, right)
            right = nickname + 1 if nickname else right
        elif named is EntityKind.ORGANIZATION and left < right:
            left = _missed_before(text, left, right)
        if any(t.text[:1].isupper() for t in tokens[left:right]) and not _noise(text, left, right):
            yield make_spot(text, left, right, named, sure=addressed)


def _have_met(text: Page, first: int, last: int) -> bool:
    """ "*Zupin and Perkov* met in Piran": two who met each other, for they met nobody else, are no firm."""
    clause = text.clauses.get(text.tokens[first].head)
    if last - first != 3 or clause is None or not text.gathers(clause.head):
        return False
    joined = text.tokens[first + 1].text in text.groups.joining and text.tokens[first + 2].head == first
    others = any(text.tokens[i].text.lower() in text.groups.companions for i in text.subtree(clause.head))
    met = any(text.tokens[i].text.lower() not in text.gatherings for i in heads_of(clause.things))
    return joined and first in heads_of(clause.doers) and not (others or met)


def _holds_title(text: Page, i: int) -> bool:
    """ "Coach | Norris of Lund", "Mayor | Norris of Lund", which the recognizer may take for one body."""
    title, name, of = text.at(i - 1), text.at(i), text.at(i + 1)
    body = any(name.text in some for some in (text.groups.organization_words, text.groups.place_words))
    return of.text in text.grammar.of and title.text[:1].isupper() and is_title(title, text) and not body


def _is_titled(text: Page, i: int) -> bool:
    """ "met *Bishop Tamatea*": a title of people and a name, which the recognizer may take for a body's."""
    title, name = text.at(i), text.at(i + 1)
    groups, word = text.groups, name.text
    other = (groups.company_words, groups.thing_words, groups.media_words, groups.team_words)
    known = any(word in some for some in other) or word.lower() in text.grammar.called or text.groups.is_plural(word)
    return is_title(title, text) and title.text.lower() in text.persons and not known and text.at(i - 1).pos != "DET"


def _named_before(text: Page, i: int) -> bool:
    """ "Bishop Ramon Norris … *Bishop Norris*": the same title and family name as before."""
    title, family = text.tokens[i : i + 2]
    same = (t.i for t in text.tokens[:i] if t.text == title.text) if is_title(title, text) else ()
    return any(text.at(k + 2).text == family.text and text.at(k + 1).pos == "PROPN" for k in same)


def _parts(text: Page, first: int, last: int, kind: EntityKind, joining: Container[str]) -> Iterator[tuple[int, int]]:
    """Split at commas and brackets, lists at "and", and what is in a place from it ("Ana Ruiz in Lima")."""
    begin, body, person = first, kind is EntityKind.ORGANIZATION, kind is EntityKind.PERSON
    lone = sum(t.text in _QUOTES for t in text.tokens[first:last]) == 1  # a quotation begins or ends here
    for k in range(first, last):
        token = text.tokens[k]
        listed = token.pos in {"CCONJ", "ADP"} and token.text in joining and (person or kind is EntityKind.PLACE)
        listed |= body and k > first and _is_of_town(text, k)
        inner = listed or ((person or lone) and token.text in _QUOTES)
        if token.text in (_CUTS_BODY if body else _CUTS) or (inner and k > first):
            yield begin, k
            begin = k + 1
    yield begin, last


def _is_of_town(text: Page, i: int) -> bool:
    """Say whether an "in" inside a name leads to where it is: "Marlow School | in Norburg", not "Women in Film"."""
    ends = text.groups.organization_words | text.groups.place_words
    known = text.gazetteer.find(text.article.text, text.at(i + 1).start)
    town = known is not None and known.kind is EntityKind.PLACE
    return text.tokens[i].text in text.grammar.placed and (town or text.at(i - 1).text in ends)


def _trimmed(text: Page, first: int, last: int, kind: EntityKind) -> tuple[int, int]:
    tokens, person = text.tokens, kind is EntityKind.PERSON
    for k in range(first, last - 1):
        led = tokens[last - 1].dep in SUBJECTS and tokens[k].dep == Rel.PREP_OBJECT and tokens[k].head < first
        led = led and last - k > 2 and k not in ancestors(text, last - 1)
        if tokens[k].tag == "POS" or led or (person and is_title(tokens[k], text)):
            first = k + 1  # "Norvale's Assembly", "State Premier Norris", "head of | Prisons | Ada Norris"
    first += opens_for(text, first, last)
    last = next((k for k in range(first + 1, last) if SCORE.match(text.article.text, tokens[k].start)), last)
    roles = text.roles  # "Ghanaian | Transport Minister", "Marlow County | Medical Examiner"
    while last > first and (
        (text.low(last - 1, last + 1) in roles.joined and tokens[last - 1].text not in text.groups.organization_words)
        or (tokens[last - 1].text in roles.portfolios and is_title(text.at(last), text))
    ):
        last -= 1
    if not person and last - first > 1 and tokens[last - 1].text in text.roles.letters:
        last -= tokens[last - 2].pos == "PROPN"  # "Labour | MPs"
    after = text.at(last)
    if not person and last - first > 1 and is_title(tokens[last - 1], text) and tokens[last - 1].head == after.head:
        last -= after.entity == "PERSON"  # "Norvale County | Sheriff Ada Norris"
    while first < last and _leads(tokens[first], kind, text, last - first):
        first += 1
    while first < last and _trails(tokens[last - 1], kind):
        if text.at(last - 2).text == "-" and glued(text, last - 2):
            break  # "Wai-lam": the second half of a double name may be small
        last -= 1
    return first, last


def _of_party(text: Page, first: int, last: int) -> int:
    """Return where a party's members begin, of whom the recognizer takes the noun: "the | Liberal Democrats"."""
    before = text.at(first - 1)
    named = before.text[:1].isupper() and before.entity in {"", "NORP"} and before.pos in {"ADJ", "PROPN"}
    named = named and before.text not in text.gazetteer.surfaces  # "Danish Social Democrats"
    alone = last - first == 1 and text.tokens[first].tag == "NNPS" and before.head == first
    return first - 1 if alone and named and not text.opens(before.i) else first


def _leads(token: Token, kind: EntityKind, text: Page, left: int) -> bool:
    if token.pos in {"DET", "PUNCT", "SYM"} or token.text in _QUOTES or token.tag == "POS" or token.text == "-":
        return token.text != "-" or kind is not EntityKind.PERSON
    word, small = token.text.lower(), token.text[:1].islower()
    if left < 2:
        return False
    if word in text.roles.former or word in text.groups.leaning:
        return True
    if kind is EntityKind.PERSON:
        partisan = left > _PERSONAL and token.text in text.roles.partisan  # "Tory | Ada Norris"
        partisan = partisan and text.at(token.i + 1).text not in HYPHENS
        if left > _PERSONAL and text.gazetteer.is_national(token.text):
            return True  # "Briton | Ada Norris", but "Finn Norris"
        return partisan or (small and word not in PARTICLES) or is_title(token, text)
    return kind is EntityKind.PLACE and small


def _trails(token: Token, kind: EntityKind) -> bool:
    if token.tag == "POS" or (token.pos == "PUNCT" and not token.text.endswith(".")) or token.text in _QUOTES:
        return True
    small = token.text[:1].islower()
    return small or token.pos in _ENDS_PERSON if kind is EntityKind.PERSON else small and token.pos in _ENDS_OTHER


def _extended(text: Page, first: int, last: int) -> tuple[int, int]:
    """Take in parts of a person's name that the recognizer left out: "Funke | Kupper", "al- | Momani"."""
    tokens, sentence = text.tokens, text.sentence(first)
    while last < sentence.last:
        after = last
        while after < sentence.last - 1 and after < last + 2 and tokens[after].text in PARTICLES:
            after += 1
        if not _part_of_name(tokens[after], text):
            break
        last = after + 1
    while first > sentence.first and _part_of_name(tokens[first - 1], text):
        before = tokens[first - 1]
        bound = before.dep in {Rel.COMPOUND, Rel.NOUN} and first - 1 <= before.head < last
        partisan = before.text in text.roles.partisan and last - first >= _PERSONAL
        partisan |= text.low(first - 4, first) in text.roles.compounds  # "Chief of Defence Staff | Ada Norris"
        partisan |= text.gazetteer.is_national(before.text) and last - first >= _PERSONAL
        if not bound or partisan or opens_for(text, first - 1, last):
            break
        first -= 1
    return first - particles_before(text, first), last


def _over_rest(text: Page, first: int, last: int) -> int:
    """Return the end of a name that the recognizer broke: "Norris|-Mott", "TWU Local | 9"."""
    here, after = text.tokens[last - 1], text.at(last)
    if last >= text.sentence(first).last:
        return last
    if after.text == "-" and here.end == after.start:
        half = text.at(last + 1)
        small = half.pos == "PROPN" and half.text.islower()  # "Han Ji|-woo"
        joined = glued(text, last) and not half.entity and (small or _part_of_name(half, text))
        return last + 2 if joined and (small or (here.head == half.i and last - first == 1)) else last
    body = text.groups.organization_words | text.groups.place_words
    if after.text in text.groups.company_words and after.text.islower() and here.text[:1].isupper():
        return last + 1  # "Harrow | plc"
    unmarked = after.pos == "PROPN" and not after.entity and text.low(last, last + 2) not in text.roles.joined
    if last - first > 1:
        numbered = here.text in text.groups.numbered and after.pos == "NUM"
        longer = here.dep == Rel.COMPOUND and after.text in body and unmarked  # "Marlow Valley School | District"
        return last + (numbered or longer)
    return last


def _missed_before(text: Page, first: int, last: int) -> int:
    """ "Transparency | International": an unmarked proper noun bound to the organisation's name belongs to it."""
    before = text.at(first - 1)
    bound = before.dep == Rel.COMPOUND and first <= before.head < last and not before.entity
    word = before.text.lower()
    other = word in text.roles.former or word in text.groups.directions
    seat = text.tokens[first].text in text.groups.organization_words and text.at(first - 2).pos == "DET"
    mine = _part_of_name(before, text) or (seat and before.text.istitle())  # "the *General* Synod"
    if bound and not other and mine:
        return first - 1
    over = text.at(first - 2)  # "Sucreries du | Morne S.A."
    return first - 2 if before.text in PARTICLES and over.text[:1].isupper() and not text.opens(first - 1) else first


def particles_before(text: Page, first: int) -> int:
    """Return how many tokens before a name belong to it: "van", "van der", "al -", "Abd al -"."""
    n = 2 * (text.at(first - 1).text == "-" and text.at(first - 2).text.lower() in PARTICLES)
    while not text.opens(first - n) and text.at(first - n - 1).text.lower() in (PARTICLES if n else JOINED):
        n += 1
    return n


def _part_of_name(token: Token, text: Page) -> bool:
    word = token.text
    tall = word[:1].isupper() and not (word.isupper() and len(word) > 2)
    plain = token.pos == "PROPN" and tall and token.entity in {"", "PERSON"}
    other = is_title(token, text) or word in text.groups.organization_words
    return plain and not other and text.gazetteer.find(text.article.text, token.start) is None


def _noise(text: Page, first: int, last: int) -> bool:
    """A hashtag, a lone letter, or an ordinary word that only opens a sentence."""
    token = text.tokens[first]
    plain = len(token.text) == 1 or (text.opens(first) and token.pos != "PROPN")
    plain |= token.entity == "PERSON" and _says_which(text, first)
    return text.at(first - 1).text == "#" or (last - first == 1 and plain)


def _says_which(text: Page, i: int) -> bool:
    """ "*Rickshaw* pullers": a capital only at the start, before those who do something; not "Norris supporters"."""
    sort = text.at(i + 1)
    if not text.opens(i) or text.tokens[i].head != i + 1 or sort.tag != "NNS" or not sort.text.islower():
        return False
    trade = text.groups.does_trade(sort.text) and text.groups.singular(sort.text) not in text.roles.served
    return trade and sum(t.text == text.tokens[i].text for t in text.tokens) == 1


def opens_for(text: Page, first: int, last: int) -> bool:
    """Say whether token `first` is a noun or adjective in capitals only because it opens the sentence, so that the name
    begins behind it: "Carmaker | Fortuna", "Neighbouring | Norvale"; "Carrier Corp" is a name."""
    word, groups = text.tokens[first].text.lower(), text.groups
    if last - first < 2 or not text.opens(first):
        return False
    body = text.tokens[last - 1].text in groups.organization_words
    sort = word in groups.bodies or word in groups.trades or word in groups.same_as
    trade = (
        word in text.persons and last - first > 2 and not text.roles.given.keys().isdisjoint({text.at(first + 1).text})
    )
    if trade and text.tokens[first].text not in text.roles.given:
        return True  # "Baker | Anna Lind", but "Hunter Anna Lind"
    return word in groups.dull or (sort and (last - first > 2 or not body)) or (word in text.roles.titles and not body)


def glued(text: Page, i: int) -> bool:
    """Say whether no blank stands on either side of token `i`: the hyphen of "Siu-fung"."""
    return text.at(i - 1).end == text.tokens[i].start and text.at(i + 1).start == text.tokens[i].end


def over_hyphens(text: Page, i: int) -> int:
    """Return the end of what hyphens join to the word that ends at `i`."""
    while text.at(i).text in HYPHENS and glued(text, i) and text.at(i + 1).text[:1].isalpha():
        i += 2
    return i


def nickname_end(text: Page, i: int) -> int:
    """ "Robert C. | "Bobby" Norris": return the end of a nickname at `i` after which a name goes on, or 0."""
    opens, name, closes, after = (text.at(k) for k in range(i, i + 4))
    quoted = opens.pos == closes.pos == "PUNCT" and not opens.text.isalnum() and opens.text not in "(,;:-"
    goes_on = after.pos == "PROPN" and after.text[0].isupper() and text.sentence_of[i] == text.sentence_of[after.i]
    return i + 3 if quoted and name.text[:1].isupper() and goes_on else 0

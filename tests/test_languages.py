"""Questions in other languages than English: what they ask, on what they lean, and who judges the answers."""

from typing import ClassVar

import pytest

from index.tokens import fold
from qa.answer_spans import answer_span, has_answer_of_kind
from qa.ask import Asker
from qa.clauses import asked_clause
from qa.evidence import FEATURES, READ_FEATURES
from qa.figures import date_parts, dates, figures
from qa.followup import resolve
from qa.languages import language_of
from qa.leaning import leans_on_conversation
from qa.overview import text_asked_about
from qa.question import read_question
from qa.retrieve import retrieve
from qa.spelling import respelled
from qa.topic import asks_for_overview, topic_of
from qa.turns import is_chatter
from qa.types import Answer
from tests.conftest import Build
from tests.support import FakeEncoder, calibration
from tests.test_reader import TheReaderOf

HUT = (
    "# Hüttenordnung\n\nDie Hütte liegt auf einem Berg und ist im Winter geschlossen. Ein Bett in der Hütte "
    "kostet für die Gäste 34,00 €, und der Hund zahlt nicht.\n"
)
RULES = (
    "# Rules of the house\n\nA bed in the house costs the guests 21 pounds, "
    "and the dog pays nothing at all.\n"
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("was kostet ein reisepass", "de"),
        ("und Brandt?", "de"),
        ("qui a fondé le musée", "fr"),
        ("a qué hora terminó la junta", "es"),
        ("cuando empezo la campana", "es"),
        ("quanto costa il biglietto", "it"),
        ("quem ganhou", "pt"),
        ("hoeveel kost een kaartje", "nl"),
        ("ile kosztuje duplikat karty", "pl"),
        ("сколько стоит проезд", "ru"),
        ("скільки коштує квиток?", "uk"),
        ("πόσο κοστίζει;", "el"),
        ("电梯多少钱", "zh"),
        ("料金はいくらですか", "ja"),
        ("كم ثمن التذكرة", "ar"),
    ],
)
def test_the_language_of_a_question(question: str, language: str) -> None:
    """By its script, or by the words that ask and those without content."""
    assert language_of(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "When was the Müller trial?",
        "Die Hard release date",
        "who was de Gaulle",
        "La Scala opening",
        "a man killed in the war",
        "What does 承諾 mean?",
        "du Pont sales",
        "rules on escaped swarms in Quellmouth",
        "per diem rate",
    ],
)
def test_english_stays_english(question: str) -> None:
    """Whatever names and words of other languages stand in it."""
    assert language_of(question) == "en"


def test_the_language_of_a_long_text_is_that_of_its_beginning() -> None:
    """The rest is not looked at, nor kept."""
    assert language_of("when was the bridge opened " * 100 + "wann wurde die brücke eröffnet " * 200) == "en"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("wie gross ist die wohnung", "figure"),
        ("wann fängt der mietvertrag an", "date"),
        ("warum ist das licht aus", "reason"),
        ("wer hat die sitzung geleitet", "who"),
        ("wohin fahren die kinder", "where"),
        ("cuando se inauguro la sala", "date"),
        ("pourquoi le devis est-il refusé", "reason"),
        ("ile dni można trzymać książkę", "figure"),
        ("кто директор станции", "who"),
        ("πότε αρχίζουν τα έργα;", "date"),
        ("为什么要换电梯", "reason"),
        ("لماذا تأخر الافتتاح؟", "reason"),
        ("was sagt die wasserwacht", "open"),
    ],
)
def test_the_kind_that_is_asked_for(question: str, kind: str) -> None:
    """Each language by its own words, with or without their accents."""
    assert read_question(question).kind == kind


def test_words_without_content_are_those_of_the_question_s_own_language() -> None:
    """German "die" has none, and in Spanish "once" is a number."""
    assert [w.form for w in read_question("wann darf die Vermieterin in die Wohnung").content] == [
        "vermieterin",
        "wohnung",
    ]
    assert "once" in {w.form for w in read_question("¿quién ganó las once medallas?").content}


def test_every_pair_of_an_unspaced_question_counts_at_its_own_place() -> None:
    """Those that only ask are left out."""
    question = "旧电梯去年坏了多少次"
    read = read_question(question)
    assert [w.form for w in read.content][:2] == ["旧电", "电梯"]
    assert all(fold(question[w.start : w.end]) == w.form for w in read.content)
    assert not any("多少" in w.form for w in read.content)


@pytest.mark.parametrize(
    "question", ["darf ich einen hund halten", "wer fehlte entschuldigt", "кто директор"]
)
def test_a_short_question_is_no_topic(question: str) -> None:
    """Though it has no question mark and no English question word."""
    assert topic_of(question) is None
    assert topic_of("Mietvertrag Kaution") == "Mietvertrag Kaution"


@pytest.mark.parametrize(
    ("text", "language", "amount", "unit", "said"),
    [
        ("Die Kaution ist 2.535,00 €.", "de", "2535", "€", "2.535,00 €"),
        ("Das kostet 5,37 Millionen Euro.", "de", "5370000", "€", "5,37 Millionen Euro"),
        ("la somme de 15 500 euros", "fr", "15500", "€", "15 500 euros"),
        ("les charges de 187\u202f450 €", "fr", "187450", "€", "187\u202f450 €"),
        ("субсидия 1,8 млн рублей", "ru", "1800000", "roubles", "1,8 млн рублей"),
        ("kosztuje 12,50 zł", "pl", "12.5", "zloty", "12,50 zł"),
        ("工程总价为468万元", "zh", "4680000", "yuan", "468万元"),
        ("hay nueve médicos", "es", "9", "médicos", "nueve médicos"),
    ],
)
def test_figures_of_other_languages(text: str, language: str, amount: str, unit: str, said: str) -> None:
    """Their signs, their units and their ways to part thousands and decimals."""
    (figure,) = figures(text, language)
    assert (figure.amount, figure.unit, text[figure.start : figure.end]) == (amount, unit, said)


@pytest.mark.parametrize(
    ("text", "language", "said", "parts"),
    [
        ("Beginn am 3. Mai 2024.", "de", "3. Mai 2024", (2024, 5, 3)),
        ("le 1er février 2023", "fr", "1er février 2023", (2023, 2, 1)),
        ("el 19 de septiembre de 2023", "es", "19 de septiembre de 2023", (2023, 9, 19)),
        ("22 апреля 2023 года", "ru", "22 апреля 2023 года", (2023, 4, 22)),
        ("成立于2019年4月23日", "zh", "2019年4月23日", (2019, 4, 23)),
        ("am 3.5.2024 um 18 Uhr", "de", "3.5.2024", (2024, 5, 3)),
    ],
)
def test_dates_of_other_languages(
    text: str, language: str, said: str, parts: tuple[int | None, int | None, int | None]
) -> None:
    """With their months and marks."""
    start, end = next(iter(dates(text, language)))
    assert text[start:end] == said
    assert date_parts(said, language) == parts


def test_figures_of_english_are_as_they_were() -> None:
    """In a text in English a comma parts thousands."""
    (figure,) = figures("The deposit is £1,234.56.", "en")
    assert (figure.amount, figure.unit) == ("1,234.56", "£")


def test_an_answer_is_marked_in_another_language() -> None:
    """The sum that is asked for, and not the number of something."""
    sentence = "Die 14 Betten kosten für Gäste je 34,00 €."
    span = answer_span(read_question("was kostet ein bett"), sentence, "de")
    assert span is not None
    assert sentence[slice(*span)] == "34,00 €"
    asked = read_question("warum ist das licht aus")
    assert has_answer_of_kind(asked, "Es ist aus, weil das Geld fehlt.", "de") == 1.0
    assert has_answer_of_kind(asked, "Es ist aus.", "de") == 0.0


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("Wie hoch ist die Miete?", "und die Kaution?", "Wie hoch ist die Kaution?"),
        (
            "was kostet die sanierung laut zeitung?",
            "und laut stadtrat?",
            "was kostet die sanierung laut stadtrat?",
        ),
        ("第一阶段什么时候开始？", "第三阶段呢？", "第三阶段什么时候开始？"),
        ("¿Cuánto cuesta la oferta?", "¿y la caldera?", "¿Cuánto cuesta la caldera?"),
        ("ile dni można trzymać książkę", "a filmy", "ile dni można trzymać książkę? a filmy"),
        ("Qui a interjeté appel ?", "Et quand ?", "Qui a interjeté appel ? Et quand ?"),
        ("Сколько стоит проезд?", "А в 2024 году?", "Сколько стоит проезд? А в 2024 году?"),
    ],
)
def test_an_ellipsis_takes_the_place_of_its_like(before: str, after: str, text: str) -> None:
    """Where it is known which that is; else the question before is asked with it."""
    assert resolve(after, [Answer(before, before, False, 0.0)]).text == text


@pytest.mark.parametrize(
    "question",
    [
        "was kostet die biotonne",
        "combien la boulangerie doit-elle payer",
        "Wer hat den Artikel über das Freibad geschrieben?",
        "кто подписал постановление",
        "图书角什么时候成立的？",
    ],
)
def test_a_question_that_stands_alone_leans_on_nothing(question: str) -> None:
    """A pronoun that only repeats the noun before it included."""
    assert not leans_on_conversation(question)


@pytest.mark.parametrize(
    "question", ["wo wird sie angelegt", "combien doit-elle payer", "где он живёт", "warum?"]
)
def test_a_pronoun_leans_on_the_conversation(question: str) -> None:
    """Where nothing before it in the question explains it."""
    assert leans_on_conversation(question)


@pytest.mark.parametrize("said", ["danke", "merci beaucoup", "¡gracias!", "спасибо", "ok, danke", "谢谢"])
def test_thanks_are_no_question(said: str) -> None:
    """In any of the languages."""
    assert is_chatter(said)
    assert not is_chatter("danke für was?")


def test_clauses_and_summaries_in_other_languages() -> None:
    """By their number, or by what the document is called."""
    clause = asked_clause("was steht in § 7 vom mietvertrag")
    assert clause is not None
    assert (clause.numbers, clause.others) == ((7,), ("mietvertrag",))
    part = asked_clause("was sagt § 5 abs. 2")
    assert part is not None
    assert (part.numbers, part.inner, part.others) == ((5,), ("2",), ())
    assert text_asked_about("fasse den mietvertrag zusammen") == ("mietvertrag",)
    assert text_asked_about("résume l'arrêt") == ("l'arret",) or text_asked_about("résume l'arrêt") == (
        "arret",
    )
    assert text_asked_about("¿de qué trata el acta?") == ("acta",)
    assert asks_for_overview("worum geht es in den dokumenten?")
    assert not asks_for_overview("worum geht es im mietvertrag?")


class Engine:
    """Knows no word."""

    known: ClassVar[frozenset[str]] = frozenset()

    def frequency(self, word: str) -> int:
        """Return 0."""
        return int(word in self.known)


@pytest.mark.parametrize("question", ["was steht in § 7", "cuántas personas", "książkę oddać"])
def test_forms_and_words_without_content_are_not_misspelled(build: Build, question: str) -> None:
    """Nor is what differs in its ending alone."""
    library = build({"a.md": "# A\n\nEr sieht es. Las cuentas del año. Osiem książek na raz.\n"})

    matches = retrieve(library, FakeEncoder(), question).matches
    assert respelled(question, matches, Engine(), FakeEncoder()) == question  # type: ignore[arg-type]


def test_a_passage_in_another_language_is_not_read(build: Build) -> None:
    """The reader has learned English: what else there is has the features of words and vectors alone."""

    class English(TheReaderOf):
        def reads(self, language: str | None) -> bool:
            return language in (None, "en")

    library = build({"huette.md": HUT, "rules.md": RULES})
    asker = Asker(library, FakeEncoder(), calibration(0.0, reader=True), English("21"))
    retrieval = retrieve(library, FakeEncoder(), "was kostet ein bett house")
    question = read_question("was kostet ein bett in the house", retrieval.languages)
    evidence = asker._finder.find_evidence(question, retrieval, library.engine())
    of = {one.match.document.id: one for one in evidence if any(map(str.isdigit, one.quote))}
    assert not of["huette.md"].read
    assert len(of["huette.md"].features) == len(FEATURES)
    assert of["rules.md"].read
    assert len(of["rules.md"].features) == len(READ_FEATURES)
    answer = asker.ask("was kostet ein bett für die gäste?")
    assert answer.statements[0].answer_text == "34,00 €"

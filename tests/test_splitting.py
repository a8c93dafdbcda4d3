"""Passages tile their document, and what may be quoted are whole sentences inside them."""

import hashlib
import re
import time
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.blocks import Block
from index.formats.markdown import markdown_blocks
from index.formats.plain import plain_blocks
from index.formats.spaced_tables import is_rule
from index.read import _READERS, normalise
from index.sentences import sentence_spans
from index.split import MAX_SENTENCE_CHARS, Piece, split

LANGUAGES = (None, "en", "de", "ru", "ja", "ar", "th", "xx")
CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    st.sampled_from(" \n\r\t\u00a0\u2028\u3000.!?…。؟\"'»“”#*-_`|>:0123456789abcABCßéñя中あ한שع"),
    st.sampled_from(["e\u0301", "\r\n", "👩\u200d👩\u200d👧", "\u202e", "\ufeff", "ﬁ", "Å", "\u0301"]),
)
LINES = st.sampled_from(
    [
        "# A heading",
        "## Another one ##",
        "A title\n=====",
        "---",
        "---\ntitle: x\ndate: 2024-01-02\n---",
        "```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "- item one\n- item two",
        "> quoted. Twice.",
        "<!-- a comment -->",
        "<div>\nhtml\n</div>",
        "    code()",
        "It cost 3.5 m. Dr. Smith paid.",
        "“No,” he said. “Yes!”",
        "",
        "\n",
        "x" * 700,
        "word " * 500,
        "Short. " * 150,
        "日本語の文です。次の文です。",
        "[a]: http://b.c",
        "1. one",
        "\t",
    ]
)
TEXTS = st.one_of(
    st.lists(CHARACTERS, max_size=200).map("".join),
    st.lists(st.one_of(LINES, st.lists(CHARACTERS, max_size=30).map("".join)), max_size=12).map("\n".join),
)
Blocks = Callable[[str], Sequence[Block]]


def as_markdown(text: str) -> Sequence[Block]:
    """Return the blocks of a Markdown text."""
    return markdown_blocks(text)[0]


def assert_tiled(text: str, pieces: Sequence[Piece]) -> None:
    """Check that the passages join to the text, in order, without a gap."""
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert all(piece.start < piece.end for piece in pieces)
    assert [(pieces[0].start, pieces[-1].end)] == [(0, len(text))] if text else not pieces


def assert_sentences_inside(text: str, pieces: Sequence[Piece]) -> None:
    """Check that sentences lie in their passage, in order, apart, and neither start nor end blank."""
    for piece in pieces:
        borders = [piece.start, *(offset for span in piece.sentences for offset in span), piece.end]
        assert borders == sorted(borders), (piece, text)
        for start, end in piece.sentences:
            quote = text[start:end]
            assert quote.strip() == quote != "", (piece, text)
            assert len(quote) <= MAX_SENTENCE_CHARS
        assert piece.searchable <= bool(piece.sentences)


@pytest.mark.parametrize("blocks_of", [plain_blocks, as_markdown])
@given(source=TEXTS, language=st.sampled_from(LANGUAGES))
@example(source="", language=None)
@example(source="One here.\n\n# Heading\n\nTwo.\n\n## Next\n\nThree.", language="en")
@example(source="A title line\n\nOne.\n\nTwo.", language="ru")
@example(source=" \n\t\n ", language="en")
@example(source="x" * 9_001, language="en")
@example(source="---\ntitle: only\n---\n", language="en")
@example(source="e\u0301 \r\n\r\n👩\u200d👩\u200d👧. אבג. e\u0301", language="xx")
def test_passages_tile_any_text(blocks_of: Blocks, source: str, language: str | None) -> None:
    """Whatever the text, its passages join to it again and its sentences lie inside them."""
    text = normalise(source)
    blocks = blocks_of(text)
    pieces = split(text, blocks, language)
    assert_tiled(text, pieces)
    assert_sentences_inside(text, pieces)
    assert_no_passage_crosses_a_heading(text, blocks, pieces)
    assert_all_prose_is_quotable(text, blocks, pieces)


def assert_no_passage_crosses_a_heading(text: str, blocks: Sequence[Block], pieces: Sequence[Piece]) -> None:
    """Check that no sentence stands above a heading of its own passage."""
    for heading in (block for block in blocks if block.kind == "heading"):
        for piece in pieces:
            if piece.start < heading.start < piece.end:
                assert all(start >= heading.end for start, _ in piece.sentences), (piece, text)


def assert_all_prose_is_quotable(text: str, blocks: Sequence[Block], pieces: Sequence[Piece]) -> None:
    """Check that every visible character of prose, and none of metadata or headings, is in a sentence.

    But for the rules below the heads of tables.
    """
    quotable = {i for piece in pieces for span in piece.sentences for i in range(*span)}
    rules = {i for m in re.finditer(r"[^\n]+", text) if is_rule(m.group()) for i in range(*m.span())}
    for block in blocks:
        visible = {i for i in range(block.start, block.end) if not text[i].isspace()}
        if block.kind in ("prose", "verbatim"):
            assert visible - (rules if block.kind == "verbatim" else set()) <= quotable, (block, text)
        else:
            assert not visible & quotable, (block, text)


@given(TEXTS)
def test_blocks_stand_in_order_and_leave_out_nothing_visible_of_plain_text(source: str) -> None:
    """A plain text's blocks are in order and hold every character that is not white space."""
    text = normalise(source)
    blocks = plain_blocks(text)
    borders = [offset for block in blocks for offset in (block.start, block.end)]
    assert borders == sorted(borders)
    inside = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(inside.split()) == "".join(text.split())


@given(TEXTS)
@example("\ufeff\ufefftwo byte order marks")
def test_normalised_text_is_nfc_with_line_feeds_only(source: str) -> None:
    """`normalise` gives NFC, has no line end but the line feed, and changes nothing the second time."""
    text = normalise(source)
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\r\x85\u2028\u2029")
    assert normalise(text) == text


def test_normalise_keeps_line_breaks_one_for_one() -> None:
    """Each kind of line end becomes exactly one line feed, and accents become one character."""
    assert normalise("\ufeffa\r\nb\rc\u2028d\x85e\u0301") == "a\nb\nc\nd\né"


def test_a_passage_ends_at_a_sentence_border_before_it_grows_too_long() -> None:
    """Passages of prose stay below the limit and never cut a sentence."""
    text = " ".join(f"This is sentence number {n} of a long paragraph." for n in range(60))
    pieces = split(text, plain_blocks(text), "en", max_chars=300)
    assert len(pieces) > 8
    assert all(len(text[p.start : p.end].strip()) <= 300 for p in pieces)
    assert all(text[p.start : p.end].strip().endswith("paragraph.") for p in pieces)


def test_a_passage_knows_the_headings_above_it() -> None:
    """The headings of a passage are those of its section, not of one that has ended."""
    text = "# Top\n\nOne here.\n\n## Left\n\nTwo here.\n\n### Deep\n\nThree here.\n\n## Right\n\nFour here.\n"
    pieces = split(text, as_markdown(text), "en")
    found = {text[slice(*p.sentences[0])]: p.heading for p in pieces if p.sentences}
    assert found == {
        "One here.": "Top",
        "Two here.": "Top › Left",
        "Three here.": "Top › Left › Deep",
        "Four here.": "Top › Right",
    }


SENTENCES = {
    "en": [
        ["Dr. Smith met Mr. Jones at 5 p.m. on Friday.", "They spoke for an hour."],
        ["The share rose to 86.82 percent.", "It was 80.1 percent before."],
        ["The U.S. army paid $3.5 million in Jan. 2020.", "Nobody complained."],
        ["J. K. Rowling wrote it.", "It sold well."],
        ["See Smith et al. 2019, p. 45 for details.", "Others disagree."],
        ["“We will stay,” he said.", "“They left!”", "Nobody knows why."],
        ["Did he win?", "Yes!", "He did."],
        ["Rooms are left by ten.", "Put the sheets by the wall.", "“It rained for a month.”", "Anna left."],
        ["We met in the hall by the bus.", "Otto was ill.", "Take the app."],
        ["The Hall.", "Paid 5s. to Thos. Orme.", "They left the Row.", "Sent for Capt. Lund."],
        ["His son was Josiah III.", "By his wife he had Ann.", "See part III. By Sea."],
        ["See fig. A, approx. Ten of them, and vol. II.", "Ask the univ. Press at all."],
        ["Racks (fa. Holm) cost ca. EUR 61,000.", "It holds 950 kg.", "Orrin waits 10 s.", "It lasts 3 h."],
        ["The dam is 18 m.", "Walls rose by 0.4 K.", "The rest fell.", "Ask No. 5 K. Lund at 9 a.m. Monday."],
        ["3.1. The Tenant shall pay.", "3.2. The Landlord shall repair.", "4. No pets."],
        ["Art. 1.1. Brightwater pays.", "§ 5. Dogs stay out.", "See fig. 3.", "He scored 3.", "He left."],
        ["It cost £480.¹", "Next came E.²", "“A bill.”³", "All of it is 5 m².", "Nobody paid."],
        ["The EU-U.S. Data Framework applies.", "He was born in the U.S.", "He died there."],
        ["(It rained.", "Nobody came.)", "It was late (see p. 4. Appendix) and dark."],
        [
            "(1) Put it in the hall.",
            "Bring a towel.",
            "(2) It is due (see p. 4. Appendix).",
            "See sec. (2) A.",
        ],
    ],
    "de": [
        ["Dr. Müller kam um 15 Uhr an.", "Er blieb bis 17.30 Uhr."],
        ["Der Preis betrug 3,5 Mio. Euro.", "Das war viel."],
        ["„Wir bleiben“, sagte er.", "Niemand widersprach."],
        [
            "(1) Die Miete beträgt 845 €.",
            "Sie ist i. S. d. § 2 BetrKV zu zahlen.",
            "(2a) Art. 5 Abs. 2 gilt.",
        ],
        [
            "Die 6. Sitzung fand zum 40. Mal am 3. Mai statt.",
            "Haus 5.",
            "Die Miete ist hoch.",
            "Er kam am 3.",
        ],
        [
            "1. Den Zuschlag erhält die Gebr. Stadler GmbH.",
            "2. Hunde sind verboten.",
            "Äpfel usw.",
            "Das reicht.",
        ],
        ["Es war 40 v. Chr.", "Rom war groß (vgl. Nr. 3. Das gilt).", "Es wiegt 5 kg.", "Sie fragte: „Wer?“"],
    ],
    "ru": [
        ["Президент России В. В. Путин приехал в Минск.", "Он встретился с А. Г. Лукашенко."],
        ["В 2020 г. он получил 80,1% голосов.", "Явка была высокой."],
        ["См. рис. 5 на стр. 12 книги.", "Дальше ничего нет."],
        ["1. Провести в 2024–2025 гг. ремонт.", "2. Начать у завода им. Кирова.", "Сок и т. д.", "Всё."],
        [
            "«Кто это?» — спросила она.",
            "Ширина 2 м.",
            "«Беда», — сказал он.",
            "Он жил в XIX в.",
            "Его помнят.",
        ],
    ],
    "fr": [
        ["L'art. 5 du code dit non.", "Rien ne change."],
        ["Le juge a désigné M. Gérard Pons.", "« Avec quel pain ? » ironise J.-P. Sartre.", "Il sort."],
        [
            "César mourut en 44 av. J.-C.",
            "La S.A.R.L. Delmas vend du pain, etc.",
            "Le reste, c.-à-d. rien, est loin.",
        ],
    ],
    "es": [
        [
            "Preside D.ª Pilar Quintana.",
            "El juzgado n.º 2 cita a los EE. UU. y al 2.º C.",
            "¿Quién paga?",
            "Nadie.",
        ],
        ["Las FF. AA. y el Ilmo. Sr. Alcalde callan.", "Fue en el 44 a. C.", "Augusto le siguió."],
    ],
    "pt": [["O n.º 2 vale.", "— Vens? — perguntou Ana.", "César morreu em 44 a.C. e F. Pessoa escreveu."]],
    "it": [["U. Eco e l'on. Prodi vennero.", "C'è pane, ecc.", "Il resto manca.", "«Chi è?» chiese."]],
    "nl": [
        [
            "‘Wie was dat?’ vroeg mevr. De Vries.",
            "'s Avonds is hij thuis.",
            "Er is melk, enz.",
            "De rest niet.",
        ]
    ],
    "pl": [
        [
            "„Nie wiem” – powiedział.",
            "Potem poszedł.",
            "„Tak” – dodał.",
            "Al. Jerozolimskie i m.in. św. Jan.",
        ],
        ["1. Czytelnik może mieć 8 książek.", "2. Książki wypożycza mgr inż. Pawlak."],
    ],
    "hu": [["2024. május 3. és okt. 4.", "„Igen” – mondta.", "Aztán elment.", "”Nem”, mondta."]],
    "el": [
        ["Κοστίζει 1,1 εκατ. € στη Δ.Ε.Η. και π.χ. κ.λπ. εδώ.", "«Ποιος ήταν;» ρώτησε.", "Γάλα κ.λπ.", "Όλα."]
    ],
    "ar": [["(1) قال د. أحمد السيد إن أ. د. محمد علي غائب.", "لماذا تأخر الافتتاح؟", "لا شيء."]],
    "zh": [["“你是谁？”她问。", "没有人回答。", "1. 甲方支付。", "2. 乙方维修。"]],
    "ja": [
        ["大統領は選挙に勝った。", "投票率は高かった。"],
        ["彼は来ましたか？", "はい、来ました。"],
        ["「行きません。」と彼は言った。", "「なぜ？」", "彼女は出た。"],
    ],
}
WITHOUT_SPACES = ("ja", "zh")


@pytest.mark.parametrize(
    ("language", "sentences"), [(lang, some) for lang, cases in SENTENCES.items() for some in cases]
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    """Abbreviations, decimals, initials and quotations part no sentence, and ends do."""
    text = ("" if language in WITHOUT_SPACES else " ").join(sentences)
    assert [text[start:end].strip() for start, end in sentence_spans(text, language)] == sentences


def test_a_long_quotation_has_sentences_of_its_own() -> None:
    """A short one is one with its sentence; and what is no quotation mark pairs with none."""
    short = "Er sagte: „Ich komme nicht. Das ist alles.“"
    long = ["Er sagte: „Ich komme nicht.", *["Das ist noch lange nicht alles, was ich sage."] * 5, "Ende.“"]
    inches = ['Ein 24" Monitor steht hier.', "Er ist gut.", 'Ein 27" Monitor auch.']
    for sentences in ([short, "Dann ging er."], long, inches):
        text = " ".join(sentences)
        assert [text[start:end].strip() for start, end in sentence_spans(text, "de")] == sentences


def test_a_run_of_letters_has_its_sentences() -> None:
    """A word as long as a book takes a moment; it took minutes, with the square of its letters."""
    text = "a" * 200_000 + "! Next one."
    assert sentence_spans(text, "de") == [(0, 200_002), (200_002, len(text))]


def test_lines_in_capitals_or_underlined_head_what_follows() -> None:
    """With their numbers; neither what ends like a sentence nor a text all in capitals has such headings."""
    text = (
        "The trust\n=========\n\nIt met in May.\n\n3. ROOF REPAIR\nTwo firms offered to do it.\n\n"
        "WHO PAYS?\n\nHours\n-----\nOpen from 9.\n\nSTOP NOW.\n\nThe end is long and in small letters.\n"
    )
    headings = [(b.level, b.label) for b in plain_blocks(text) if b.kind == "heading"]
    assert headings == [(1, "The trust"), (2, "3. ROOF REPAIR"), (2, "Hours")]
    pieces = split(text, plain_blocks(text), "en")
    assert [p.heading for p in pieces if "Two firms" in text[p.start : p.end]] == [
        "The trust › 3. ROOF REPAIR"
    ]
    speech = f"The trust\n\nULF LIND: It met in May.\n\n[LAUGHTER]\n\n{'It did meet there. ' * 9}\n"
    assert [b.kind for b in plain_blocks(speech)] == ["heading", "prose", "metadata", "prose"]
    poem = "THE SHIP\nTHE SEA IS WIDE\nTHE SHIP IS SMALL\nAND NOBODY\nIS ON IT\n"
    assert [b.label for b in plain_blocks(poem) if b.kind == "heading"] == ["THE SHIP"]


def test_a_line_of_dashes_that_underlines_nothing_is_no_heading() -> None:
    """Between paragraphs it parts them."""
    text = "The ferry left at noon.\n-----\nIt was late, as it often is in winter.\n"
    assert not [b for b in plain_blocks(text) if b.kind == "heading"]


@pytest.mark.parametrize("rule", ["=" * 60, "-" * 40])
def test_lines_right_below_rules_head_what_they_part(rule: str) -> None:
    """One line or some, however long the first; a form, a footer and text that goes on head nothing."""
    told = "The ferry left at noon, and nobody waved, for it was raining hard on that day of the\nyear.\n\n"
    text = (
        f"The Marle Mercury\n\n{rule}\nMM-17 / harbour, with a map of the new berths at the northern quay\n"
        f"A ferry leaves\n\n{told}{rule}\nMM-18 / weather\n\n{told}{rule}\nFrom: Ida Lind\n\n{told}"
        f"{rule}\nThe band went home.\n\n{told}{rule}\nThe editor\n"
    )
    assert [(b.level, b.label) for b in plain_blocks(text) if b.kind == "heading"] == [
        (1, "The Marle Mercury"),
        (2, "MM-17 / harbour, with a map of the new berths at the northern quay"),
        (3, "A ferry leaves"),
        (2, "MM-18 / weather"),
    ]
    once = f"The Marle Mercury\n\n{told}{rule}\nThe editor\n\n{told}"
    assert [b.label for b in plain_blocks(once) if b.kind == "heading"] == ["The Marle Mercury"]


CUT_ENGLISH = (
    "---\ntitle: x\n---\n# Rules\n\nMr. Lund met Dr. A. B. Frey at 5 p.m. on Jan. 3. They sat in the hall. "
    "“Well,” he said. “No!” It cost 3.5 m. (See Sec. 2.) All of it!\n\n"
    "It holds 950 kg. Otto (b. 1950 in St. Ives. His home) left. 3.1. Nobody pays.\n\n"
    "- Bring: a towel. And soap.\n- No glass\n\n## Fees\n\n| who | fee |\n|---|---|\n| adults | 4.50 |\n\n"
    + "One more sentence stands here. "
    * 40
)
CUT_GERMAN = "Am 3. Mai kam Dr. Weiß z. B. um 5 Uhr. Er blieb bis zum 12. Juni.\n\n1. Erstens. 2. Zweitens.\n"


def test_another_cut_is_another_version_of_the_readers() -> None:
    """An index made before is read again where files are cut otherwise, which `_READERS` tells."""
    pieces = [
        (p.start, p.end, p.sentences)
        for language, text in (("en", CUT_ENGLISH), ("de", CUT_GERMAN))
        for p in split(text, markdown_blocks(text)[0], language)
    ]
    digest = hashlib.sha256(repr(pieces).encode()).hexdigest()[:12]
    known = {"16": "eb8a13226637"}
    assert known.get(_READERS) == digest, "raise _READERS in index/read.py, and note its digest here"


def test_a_sentence_that_never_ends_is_cut_in_time() -> None:
    """Each border that is none lengthens what stands before the next, of which only the end is looked at."""
    begun = time.perf_counter()
    assert sentence_spans("he went home. " * 20_000, "en")
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_mark_of_a_note_in_brackets_ends_its_sentence(language: str) -> None:
    """As in a wiki; the number of an item that stands apart begins one."""
    text = "Die Aurora sank 1910.[1] Nobody drowned.[2][3] The band went home.[a]"
    expected = ["Die Aurora sank 1910.[1]", "Nobody drowned.[2][3]", "The band went home.[a]"]
    assert [text[start:end].strip() for start, end in sentence_spans(text, language)] == expected
    listed = "See the list below. [4] Lind wrote it."
    assert not [end for _, end in sentence_spans(listed, language) if listed[:end].endswith("[4] ")]


def test_a_sentence_may_begin_with_a_number_after_a_short_word() -> None:
    """Where it counts what follows, and the word is short for none."""
    for text in (
        "It is a label on a jar of rye. 214 firms have one.",
        "Ida saw it by the way. 2,900 of us did not.",
    ):
        assert len(sentence_spans(text, "en")) == 2
    for text in (
        "See fig. 3 for the quay.",
        "He took max. 20 of the oars.",
        "Ring tel. 04 for the boat.",
        "Cut apt. 4 in two.",
        "It has dia. 12 mm and is of copper.",
        "They sent qty. 4 bolts of steel.",
        "See lem. 3 below and plate. 4 there.",
        "It runs at freq. 50 hertz with elev. 20 metres.",
    ):
        assert len(sentence_spans(text, "en")) == 1

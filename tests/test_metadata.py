"""Titles, authors and languages that files name: which are believed, and how they are written."""

import pytest

from index.dates import (
    as_iso_date,
    date_in_first_lines,
    date_in_table,
    date_of_change,
    date_of_signing,
    date_of_submission,
    labelled_date,
)
from index.issues import date_of_issue
from index.metadata import author_names, believable_title, language_code
from tests.test_formats import read


@pytest.mark.parametrize(
    "title",
    [
        "untitled",
        "Untitled 1",
        "Untitled Spreadsheet",
        "Document1",
        "final.docx",
        "Presentation",
        "scan_0012",
        "-",
    ],
)
def test_titles_of_programs_are_not_believed(title: str) -> None:
    """Words that programs put in place of a title are none."""
    assert believable_title(title) is None


@pytest.mark.parametrize(
    "title", ["Report on ferries", "Page and Plant", "1984: a novel", "Scanning the coast"]
)
def test_titles_of_persons_are_believed(title: str) -> None:
    """Titles that only share a word with those are kept."""
    assert believable_title(title) == title


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("ferry-report-2024", "reports/ferry-report-2024.md", "Ferries on the Sound"),
        ("Ferry-Report", "ferry-report.md", "Ferries on the Sound"),
        ("ferry_report_final", "a.md", "Ferries on the Sound"),
        ("Stow-on-the-Wold", "a.md", "Stow-on-the-Wold"),
        ("Ferries-2024 at a glance", "a.md", "Ferries-2024 at a glance"),
        ("Ferries", "ferries.md", "Ferries"),
    ],
)
def test_the_name_of_its_own_file_is_no_title(title: str, name: str, expected: str) -> None:
    """Browsers that print a page, and LaTeX, put it where a title belongs; a heading says more."""
    page = f"---\ntitle: {title}\n---\n\n# Ferries on the Sound\n\nThey carried 400 passengers a day.\n"
    assert read(name, page.encode()).document.title == expected


@pytest.mark.parametrize(
    "name",
    [
        *(
            "user",
            "Microsoft Office User",
            "Admin",
            "LaTeX with hyperref",
            "Windows User 2",
            "",
            None,
            7,
            "-",
        ),
        *(
            "openpyxl",
            "python-docx",
            "Apache POI",
            "PhpSpreadsheet",
            "Unknown Creator",
            "Un-named",
            "Pandoc 3.1",
        ),
    ],
)
def test_names_of_programs_and_machines_are_no_authors(name: object) -> None:
    """What programs write where an author's name belongs names nobody."""
    assert author_names(name) is None


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Tex Avery", "Tex Avery"),
        ("Berg, Zoë;  Texas Rail Office ", "Berg, Zoë; Texas Rail Office"),
        (["Zoë Berg", {"name": "Ulf Lind"}, "Zoë Berg", None], "Zoë Berg; Ulf Lind"),
        ("Zoë Berg; user", "Zoë Berg"),
        ("Anna Poi; Pandora Lee", "Anna Poi; Pandora Lee"),
        ("Live reporting by Ida Lind; by Ulf Lind", "Ida Lind; Ulf Lind"),
        ("Posted Byam", "Posted Byam"),
        ("Zoë Berg; Harbour Affairs Correspondent; Updated", "Zoë Berg"),
        ("The Editor", "The Editor"),
    ],
)
def test_authors_are_named_once_each(value: object, names: str) -> None:
    """Several authors are parted by semicolons, whatever the file lists them in."""
    assert author_names(value) == names


@pytest.mark.parametrize(
    ("value", "code"), [("en-GB", "en"), ("DE_at", "de"), ("english", None), (None, None)]
)
def test_languages_lose_their_region(value: str | None, code: str | None) -> None:
    """Only codes are taken for languages."""
    assert language_code(value) == code


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published on March 13, 2025", "2025-03-13"),
        ("Madrid, 23 de enero de 2024", "2024-01-23"),
        ("1º de março de 2022", "2022-03-01"),
        ("Paris, le 1er mars 2024", "2024-03-01"),
        ("5 d'abril de 2024", "2024-04-05"),
        ("发布日期：2024年6月18日", "2024-06-18"),
        ("2024년 6월 18일", "2024-06-18"),
        ("Budapest, 2024. május 3.", "2024-05-03"),
        ("2024. 05. 03.", "2024-05-03"),
        ("Wien, am 3. Jänner 2023", "2023-01-03"),
        ("Roma, 1° maggio 2024", "2024-05-01"),
        ("Amsterdam, 5 maart 2024", "2024-03-05"),
        ("Warszawa, dnia 2 stycznia 2024 r.", "2024-01-02"),
        ("от 12 марта 2024 г. № 318", "2024-03-12"),
        ("Αθήνα, 1η Μαρτίου 2024", "2024-03-01"),
        ("V Praze dne 5. května 2023", "2023-05-05"),
        ("Ankara, 3 Şubat 2024", "2024-02-03"),
        ("الزهراء، 4 أكتوبر 2024", "2024-10-04"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05"),
        ("Recibido: 3 de enero de 2024. Publicado: 5 de febrero de 2024", "2024-02-05"),
        (
            "Received 4 May 2022; revised 3 March 2023; accepted 5 March 2023; published online 2 May 2023",
            "2023-05-02",
        ),
        ("Received 4 May 2022, accepted 5 March 2023, and published 2 May 2023", "2023-05-02"),
        ("Ferry Lett. 2023;9:33. First published: 18 January 2023", "2023-01-18"),
        ("Received 4 May 2022, in revised form 3 March 2023. Accepted 5 March 2023", "2023-03-05"),
        ("Received 4 May 2022", None),
        ("Issue 3, revised 4 May 2022 by Ana Holm. Replaces issue 2 of 2019.", "2022-05-04"),
        ("Submitted in spring, revised 4 May 2022", None),
        ("Issue 3, revised 4 May 2022, next to be revised 4 May 2025", "2022-05-04"),
        ("Last revised: 4 May 2022", "2022-05-04"),
        ("The plan will be revised 4 May 2031", None),
        ("The budget was revised on 4 May 2022 too", None),
        ("Her play (1890, revised 4 May 1899)", None),
        ("Revised 3 March 2019\nRevised 4 May 2022", None),
        ("Revised 4 May 2022. Adopted by the council on 9 June 2022", "2022-06-09"),
        ("Hall of Ports, Visby Accepted 9 February 2022", "2022-02-09"),
        ("Lund, 6 May 2024. A paper was published on 3 March 2021", "2024-05-06"),
        ("NWA0417 4 GEN 0412 :URGENT", None),
        ("Harbour tribunal, file HT-2021-0733\n\nDated 14 June 2024", "2024-06-14"),
        ("Order 2217 dated 14 June 2024", "2024-06-14"),
        ("Your e-mail of: 2 May 2025, our answer of 5 May 2025", "2025-05-05"),
        ("Ihr Schreiben vom 3. Mai 2024\n12. Mai 2024", "2024-05-12"),
        (
            "The fire on 3 May 2024, and who put it out\nFire Board — Report 4 — Visby, 9 June 2024",
            "2024-06-09",
        ),
        ("The fire on Friday, 3 May 2024\nIt rained in Visby on 9 June 2024", "2024-05-03"),
        ("Minutes of the meeting of 3 May 2024\nVisby, 9 June 2024", "2024-05-03"),
        ("Le musée emploie 12 de ses 2024 salariés", None),
    ],
)
def test_full_dates_are_read_in_many_languages(line: str, date: str | None) -> None:
    """With what stands between their parts, and with the year first."""
    assert date_in_first_lines(f"{line}\n") == date


def test_a_paper_is_dated_by_its_history_below_title_and_authors() -> None:
    """It stands further down than a dateline; what its text says was published elsewhere is no date of it."""
    head = f"Ropes of the north\n{'A. Author, ' * 40}\n"
    assert date_in_first_lines(f"{head}Published 18 January 2023. Registered as F-12.") == "2023-01-18"
    assert date_in_first_lines(f"{head}Accepted for us on 3 May 2022.\nAccepted 9 May 2022") == "2022-05-09"
    assert date_in_first_lines(f"{head}The survey, published on 3 May 2022, was long.") is None


def test_a_table_at_the_head_dates_its_document() -> None:
    """By a row that says so; neither by what happened on a day nor by rows with more cells."""
    table = (
        "Project | Ropes\nDate of birth | 1 May 1970\nVersion and date | 2.0, 9 May 2022 (1.0 of 3 May 2020)"
    )
    assert date_in_table(table) == "2022-05-09"
    assert date_in_table("| Date: | 3 March 2023 |") == "2023-03-03"
    assert date_in_table("Version | 2.0\nRevision date | 3 March 2023") == "2023-03-03"
    assert date_in_table("Deadline | 3 March 2023\nPublished | 4 March 2023 | Lind") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Audit of the quay\nStatus | Final\nIssued | 28 March 2025\nFrom | 1 April 2024", "2025-03-28"),
        ("Your letter of 2 May 2025\nDate: Friday, 30 May 2025", "2025-05-30"),
        ("**Date:** March 18, 2026, 10:30 am", "2026-03-18"),
        ("| **Datum** | 3. Mai 2024 |", "2024-05-03"),
        ("Dated: 18 March 2024", "2024-03-18"),
        ("Date of notice: 4 April 2025", "2025-04-04"),
        ("Date of birth: 3 May 1950", None),
        ("Release date: 3 May 2024", None),
        ("Date: 3 May 2024; Amount: 7", None),
        ("Date: 3 May 2024 to 9 May 2024", None),
        ("Date and place: Visby, 3 May 2024", None),
        ("The fire of 3 May 2024\nWritten by Ana Holm, 9 May 2024; read by Ebbe Lind", "2024-05-09"),
        ("The fire of 3 May 2024\nPrepared by Ana Holm and Ebbe Lind, 9 May 2024", "2024-05-09"),
        ("A ballad written by Ana Holm in 1920, sung on 9 May 2024", None),
        ("Written by Ana Holm (9 May 1820), the ballad is long", None),
        ("Written by Ana Holm, 9 May 1820, and sung since then", None),
        ("Written by Ana Holm, 9 May 1820\nPublished 3 May 2024", None),
        ("Written by Ana Holm, 9 May 1820\nWritten by Ebbe Lind, 3 May 1821", None),
        ("Drafted by Selby, June 28 2011\nHe plays for Hull.", None),
    ],
)
def test_a_line_may_say_that_a_date_is_the_documents(text: str, date: str | None) -> None:
    """Whatever other dates stand beside it, in a line or in a row that says nothing else."""
    assert labelled_date(text) == date


def test_a_date_in_the_first_table_is_the_documents() -> None:
    """It comes before others in the first lines."""
    table = "| Status | Final |\n|---|---|\n| Issued | 28 March 2025 |\n"
    assert read("a.md", f"# Audit from 1 April 2024\n\n{table}".encode()).document.date == "2025-03-28"


def test_metadata_dates_are_read_as_they_are_written() -> None:
    """As numbers or in words."""
    assert [as_iso_date(d) for d in (2024, "2024-5", "5 June 2024", "2024年6月18日", "soon")] == [
        "2024",
        "2024-05",
        "2024-06-05",
        "2024-06-18",
        None,
    ]


@pytest.mark.parametrize(
    ("end", "date"),
    [
        ("Falkenbruck, den 9. Januar 2023\n\ngez. H. Friedrichs", "2023-01-09"),
        ("Fait à Lyon, le 1er mars 2024.", "2024-03-01"),
        ("翠湖物业\n2024年6月18日", "2024-06-18"),
        ("Rom, 1. Mai 2020\nParis, 3. Mai 2020", None),
        ("Das Mietverhältnis beginnt am 1. Februar 2023", None),
        ("Sitzung vom 3. Mai 2024", None),
    ],
)
def test_a_text_is_dated_by_where_and_when_it_was_signed(end: str, date: str | None) -> None:
    """A line at its end has a place and a date, and nothing else."""
    assert date_of_signing("Vertrag\n" * 30 + end) == date


def test_a_date_that_does_not_end_a_text_is_none_of_signing() -> None:
    """Neither one in the midst of a short text nor one with more below it than names and titles."""
    assert date_of_signing("Concert programme\nSchubert\nVienna, 14 June 1987\nTickets at the door") is None
    signed = "Vertrag\n" * 60 + "Wien, am 3. Jänner 2023\n"
    assert date_of_signing(signed + "Für das Werk:\n\nDr. Eva Lindt\nGeschäftsführerin\n") == "2023-01-03"
    assert date_of_signing(signed + "Lied von Schubert\n" * 9) is None
    assert (
        date_of_signing(signed + "Die Karten gibt es am Eingang und bei allen, die mit uns singen. " * 2)
        is None
    )


def test_front_matter_may_tell_when_a_text_was_changed() -> None:
    """It counts where no date is told; characters without width are no part of a heading."""
    source = "---\nlast_reviewed: 2026-03-02\n---\n\n# The \u200bpump\u200b\n\n{}\n"
    found = read("a.md", source.format("It runs.").encode()).document
    assert (found.title, found.date) == ("The pump", "2026-03-02")
    assert read("a.md", source.format("3 March 2026").encode()).document.date == "2026-03-03"
    page = "<html><body><h1>Pumps</h1><h2>Old\u200b</h2><p>It runs, and it runs well.</p></body></html>"
    assert [b.label for b in read("a.html", page.encode()).blocks if b.kind == "heading"] == ["Pumps", "Old"]


@pytest.mark.parametrize(
    "label", ["Start date: ", "Closing date: Sunday ", "Heard: 11-", "Deadline: ", "Born: "]
)
def test_the_label_of_another_day_dates_nothing(label: str) -> None:
    """The next date does, if it has none."""
    assert date_in_first_lines(f"The mill of Ashby\n\n{label}13 June 2024\nRye is ground there.\n") is None
    assert date_in_first_lines(f"The mill\n\n{label}13 June 2024. Judgment: 9 May 2023\n") == "2023-05-09"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("Page last reviewed: 6 May 2024\nNext review due: 6 May 2027", "2024-05-06"),
        ("This page was last edited on 11 April 2024, at 17:52.", "2024-04-11"),
        ("Letzte Änderung: 12.05.2024", "2024-05-12"),
        ("Last edited 3 May 2024 by Ida. Last edited 4 May 2024 by Ulf.", None),
        ("It was last seen on 3 May 2024.", None),
    ],
)
def test_a_page_that_says_nothing_else_is_dated_by_its_last_change(said: str, date: str | None) -> None:
    """Of a page of the web the foot, which is not read, may say it."""
    assert date_of_change(f"The mill.\n{said}\n") == date
    page = f"<html><body><nav>Home</nav><article><h1>Mill</h1><p>{'Rye is ground there. ' * 40}</p></article>"
    found = read("a.html", f"{page}<footer><p>{said}</p></footer></body></html>".encode())
    assert found.document.date == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Journal of Quays 41 (2016) 203\u2013219", "2016"),
        ("Journal of Quays 9 (2023), Article 31", "2023"),
        ("Annals of Tar \u00b7 2019; 28: 511\u201324", "2019"),
        ("Quays 2019;28(4):e511", "2019"),
        ("Tar Papers, vol. 18, no. 3 (September 2021), pp. 255\u2013274", "2021-09"),
        ("TAR PAPERS Volume 18, Issue 3, 2021", "2021"),
        ("Annals of Tar 2019; 28: 511\u201324 of the year", "2019-03-04"),
        ("A history of tar in 41 parts (2016)", None),
        ("The quays in 2019; 28 of them", None),
    ],
)
def test_the_volume_of_a_journal_dates_a_paper(head: str, date: str | None) -> None:
    """More precisely where the file was made in the same year."""
    assert (
        date_of_issue(f"{head}\nRopes and knots", date if date and len(date) == 10 else "2024-05-06") == date
    )
    text = f"{head}\n\nRopes and knots\n\nThey were tied on the quay for a hundred years.\n"
    assert read("a.txt", text.encode()).document.date == (date[:4] if date and len(date) > 7 else date)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Applicant: Berg & Holm. Submitted: 28 September 2023. Requested: €12,000.", "2023-09-28"),
        ("Submitted on 3 May 2021", "2021-05-03"),
        ("It was submitted: 3 May 2021 was the day.", None),
        ("Submitted: 3 May 2021. Submitted: 4 May 2021.", None),
    ],
)
def test_a_proposal_is_dated_by_when_it_was_submitted(head: str, date: str | None) -> None:
    """Where it says so once, and nothing else tells of its date."""
    assert date_of_submission(head) == date
    text = f"New ropes for the ferry\n\n{head}\n\nThey were tied on the quay for a hundred years.\n"
    assert date is None or read("a.txt", text.encode()).document.date == date


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By **Ana Lind** | Photos: the author | 14 April 2024", "Ana Lind"),
        ("16 February 2024 – by Joan de la Cruz", "Joan de la Cruz"),
        ("Text: Ana Lind Photos: Ed Orme Reading time 9 min", "Ana Lind"),
        ("By Ana Lind and Ed O’Hara in Selby | May 4, 2024", "Ana Lind; Ed O’Hara"),
        ("Prepared by Ana Lind, 4 May 2024; checked by Ed Berg", "Ana Lind"),
        ("Written by Ana Lind (4 May 1810 - 3 June 1888), the hymn is long.", None),
        ("Prepared by Selby Parish Clerk, 9 May 2024", None),
        ("Compiled by Hand, 4 May 2024", None),
        ("Ana Lind, harbour editor · 19 June 2024, 17:30 · 163 comments", "Ana Lind"),
        ("By Ana Lind, Chief Reporter", "Ana Lind"),
        ("By Ana Lind, Selby · Saturday 4 May 2024 · 9 min read", "Ana Lind"),
        ("By Ana Lind, pond keeper. Updated 4 May 2024. 6 min read", "Ana Lind"),
        ("Published May 4, 2024 | By Ana Lind, with reports from Ed Orme", "Ana Lind"),
        ("4 May 2024 – by Ashby Town Hall Square Stage", None),
        ("By Hand Delivery | 4 May 2024", None),
        ("By Boat From Selby", None),
        ("By Coach To Selby | 4 May 2024", None),
        ("By Ashby Corn Exchange – 14 June 2024", None),
        ("By Western Rail, for Oldport", None),
        ("Story: The Grey Mare", None),
        ("Report: Yearly Accounts 2024", None),
        ("Reporting: Sales Department", None),
        ("2-1 - by Ana Lind (34)", None),
        ("Words: Ida Fenn", None),
        ("By Queen Ida, 1649", None),
        ("By Ana Lind", None),
        ("Present: Ana Lind, editor", None),
        ("Ana Lind, editor", None),
        ("By Recorded Post", None),
        ("By Royal Appointment", None),
        ("Examination by Ms Lind", None),
        ("By Monday Ana Lind had left.", None),
        ("Ana Lind, the editor, said that she would stay.", None),
    ],
)
def test_a_byline_tells_who_wrote_a_text(line: str, author: str | None) -> None:
    """Where the file doesn't; what else begins with "By" names nobody."""
    text = f"# The pond\n\n{line}\n\nThe pond at the mill rose by two inches on the day after the storm.\n"
    assert read("a.md", text.encode()).document.author == author


def test_what_is_told_of_an_author_is_no_part_of_the_name() -> None:
    """As sites take the line below an article for its byline."""
    assert author_names("Ana Lind has covered ports since") == "Ana Lind"
    assert author_names("Has Been Hall") == "Has Been Hall"


COUNSEL = "Ida Fenn, who was instructed by Lind and Orme of Selby, for the mill. " * 5


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Heard at Selby, 3 to 6 June 2022. Judgment handed down 9 August 2022.", "2022-08-09"),
        (
            "Hearing: 3 June 2022\n\nThis judgment was handed down remotely at 10.30am on 9 August 2022.",
            "2022-08-09",
        ),
        ("Hearing dates: 6–10 and 13–14 June 2022", None),
        (
            "Mr Orme appeals. The judgment below was given on 9 August 2022 by the Mayor of Selby.",
            "2022-08-09",
        ),
        (f"{COUNSEL}\n\nDate of judgment: 9 August 2022\n\n1. It is about a rope.", "2022-08-09"),
        (f"{COUNSEL}\n\nJudgment delivered on 9 August 2022\n\n1. It is about a rope.", "2022-08-09"),
        # a letter, a digest, minutes and what is told of others
        (
            "5 June 2025\n\nDear Ms Orme\n\nJudgment was given on 9 August 2022 for the sum owed.",
            "2025-06-05",
        ),
        ("5 June 2025\n\nDear Ms Orme\n\nDate of judgment: 9 August 2022\n\nPlease pay.", "2025-06-05"),
        ("Cases of the week\n5 June 2025\n\nJudgment handed down on 9 August 2022.", "2025-06-05"),
        ("Minutes of 5 June 2025\n\nPies\n\nJudgment delivered on 9 August 2022.", "2025-06-05"),
        ("Our year, 5 June 2025\n\nThis judgment was handed down on 9 August 2022.", "2025-06-05"),
        (f"{COUNSEL}\n\nJudgment given 9 August 2022.\n\nJudgment given 3 May 2020.", None),
        ("Minutes of 5 June 2025\n\nJudgment given: the judges met on 9 August 2022.", "2025-06-05"),
        (f"{COUNSEL}\n\nJudgment handed down on 9 August 2022 was appealed by Ms Orme.", None),
        (f"{COUNSEL}\n\nThe board likes the judgment given on 9 August 2022.", None),
        (f"{COUNSEL}\n\nHanded down on 9 August 2022 by my mother, the ring is of gold.", None),
    ],
)
def test_a_judgment_is_dated_by_when_it_was_handed_down(head: str, date: str | None) -> None:
    """The days of the hearing before it date nothing; nor do those of judgments of which a text tells."""
    assert date_in_first_lines(f"The Mill Court of Selby\n\n{head}\n") == date


@pytest.mark.parametrize(
    "said",
    [
        "Ida Lind (born 21 June 1976) keeps the mill.",
        "Ida Lind (Ashby: Ida Lynd; born in Selby on 21 June 1976) keeps the mill.",
        "Ida Lind (12 March 1912 – 3 May 1988) kept the mill.",
        "Ida Lind died on 3 May 1988.",
        "Keeper of a mill, born 3 May 1931 in Ashby",
    ],
)
def test_the_days_of_a_life_date_no_text(said: str) -> None:
    """A page about somebody is of the day on which it says that it was changed."""
    assert date_in_first_lines(f"Ida Lind\n\n{said}\n") is None
    text = f"# Ida Lind\n\n{said}\n\nRye is ground there.\n\nThis page was last edited on 2 August 2025.\n"
    assert read("a.md", text.encode()).document.date == "2025-08-02"
    assert date_in_first_lines("The mill (3 May 1988)\n") == "1988-05-03"


@pytest.mark.parametrize(
    "said",
    [
        "Zoo: tiger cub born\n{}",
        "Three tiger cubs born {}",
        "NEWS: 12 dead, two babies born\n\n{}\n\nA storm hit Ashby.",
        "Hope has died\n{}",
        "Weekly report ({} - 9 May 2024)",
        "Sprint 12 ({} – 2024-05-17) review",
        "Newsletter of the mill ({} – 31 May 2024)",
    ],
)
def test_days_that_begin_no_life_date_a_text(said: str) -> None:
    """As of a week that a report is on."""
    assert date_in_first_lines(said.format("3 May 2024") + "\n") == "2024-05-03"


@pytest.mark.parametrize(
    ("end", "date"),
    [
        ("Ana Lind\nOmbudsman\n3 May 2024", "2024-05-03"),
        ("Ana Lind\nChair of the Board\n3 May 2024.\n", "2024-05-03"),
        ("Ana Lind\n3 May 2024", None),
        ("Chair of the Board\n3 May 2024", None),
        ("Summer Fair\n3 May 2024", None),
        ("Summer Fair\nMayor\n3 May 2024", None),
        ("Best Before\n3 May 2024", None),
        ("Pub Quiz\nWick Arms\n3 May 2024", None),
        ("Next Meeting\n3 May 2024", None),
        ("We met at the quay.\n3 May 2024", None),
        ("Ana Lind\n2 May 2024\nUlf Lind\n3 May 2024", None),
        ("Ana Lind\n3 May 2024\nWick", None),
    ],
)
def test_the_date_below_who_signed_ends_a_text(end: str, date: str | None) -> None:
    """It stands alone in the last line, below a name and an office."""
    assert date_of_signing("The quay is shut.\n" * 30 + end) == date


def test_a_report_says_in_its_head_when_it_is_dated() -> None:
    """A row that is called so, among those of other days; not of a paper that is no report."""
    row = "Visited | 21 February 2024\nReport dated | 1 March 2024"
    for title in ("Final report: 14 Weir Lane", "Report", "Surveyor's report (draft)"):
        assert date_in_table(row, title) == "2024-03-01"
    for title in ("Timeline of the case", "Appeal against the decision", "Answer: the report of May", None):
        assert date_in_table(row, title) is None
    for said in ("Letter dated", "Decision issued", "Notice dated"):
        assert date_in_table(row.replace("Report dated", said), "Final report") is None


@pytest.mark.parametrize(
    ("below", "author"),
    [
        ("Yours sincerely,\n\nUlf Lind\nClaims Handler", "Ulf Lind"),
        ("With kind regards\n\nUlf Lind\nfor Lind & Holm", "Ulf Lind"),
        ("With kind regards\n\nUlf Lind", None),
        ("Yours sincerely\n\nChief Executive\nUlf Lind", None),
        ("Yours sincerely\n\nHarbour Master\nClerk", None),
        ("Kind regards\n\nCustomer Services\nManager", None),
        ("Kind regards\n\nUlf\nNew York", None),
        ("Yours sincerely\n\ncc\nUlf Lind\nClerk", None),
        ("Yours sincerely\n\nUlf Lind\nAna Holm", None),
        ("Yours sincerely\n\nUlf Lind\nClerk\nAna Holm", None),
        ("Yours sincerely,\n\nThe Harbour Office", None),
        ("Yours sincerely,\n\nUlf Lind\n\nYours sincerely,\n\nAna Holm", None),
        ("Ulf Lind", None),
    ],
)
def test_who_signs_a_letter_wrote_it(below: str, author: str | None) -> None:
    """Where "Dear …" begins it, and one person alone closes it, whose office stands below."""
    letter = f"3 May 2024\n\nDear Ms Orme,\n\nThe quay is shut for the week.\n\n{below}\n"
    assert read("a.txt", letter.encode()).document.author == author
    assert read("a.txt", letter.replace("Dear Ms Orme,", "To all").encode()).document.author is None
    for above in ("Please see what came today.", "From: Ben Holm"):
        assert read("a.txt", f"{above}\n\n{letter}".encode()).document.author is None

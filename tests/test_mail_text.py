"""E-mail whose bytes are in another encoding than it says, or in none that it says; and pages likewise."""

import pytest

from index.blocks import Reading
from index.formats.decode import decode
from index.read import read_bytes, read_file

BODY = "Die Schleuse ist für Kähne gesperrt, schreibt Jörg Groß. Die Gebühr beträgt 9 Euro."


def mail(head: str, body: str = BODY, encoding: str = "latin-1") -> Reading:
    """Read a message that is sent in an encoding, whatever its head says."""
    return read_bytes(f"{head}\n\n{body}\n".encode(encoding), "a.eml")


@pytest.mark.parametrize(
    "charset", ["", "; charset=us-ascii", "; charset=utf-8", "; charset=x-unknown", "; charset=unknown-8bit"]
)
def test_a_body_is_text_whatever_is_declared(charset: str) -> None:
    """No charset, a wrong one or one that nobody knows: the body is read as a file of text would be."""
    head = f"Subject: Schleuse\nContent-Type: text/plain{charset}\nContent-Transfer-Encoding: 8bit"
    assert mail(head).document.text == f"Schleuse\n\n{BODY}"
    assert mail(head.replace("8bit", "quoted-printable"), "F=FCr J=F6rg.").document.text.endswith("Für Jörg.")


def test_a_charset_that_fits_is_believed() -> None:
    """Statistics would not tell a few words of Cyrillic; a few letters that are damaged spoil none of it."""
    head = "Subject: a\nContent-Type: text/plain; charset={}"
    assert mail(head.format("koi8-r"), "Шлюз закрыт.", "koi8-r").document.text.endswith("Шлюз закрыт.")
    assert mail(head.format("iso-8859-1"), "“It’s shut.”", "cp1252").document.text.endswith("“It’s shut.”")
    assert mail(head.format("iso-8859-1"), "Für Jörg.", "utf-8").document.text.endswith("Für Jörg.")
    assert mail(head.format("x-sjis"), "水門", "shift_jis").document.text.endswith("水門")
    japanese = mail(head.format("iso-2022-jp"), "水門は閉まっている。", "iso2022_jp")
    assert japanese.document.text.endswith("水門は閉まっている。")
    damaged = f"{head.format('utf-8')}\n\nÜber Größe für Jörg.".encode() + b"\xe4"
    assert read_bytes(damaged, "a.eml").document.text.endswith("Über Größe für Jörg.\ufffd")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_headers_and_names_in_bytes_are_text(encoding: str) -> None:
    """Subject, sender and names of attachments are, in the charset that the message names or a likely one."""
    source = (
        "From: Jörg Groß <joerg@quay.test>\nSubject: Gebühr für Kähne\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nNeun Euro.\n"
        '--b\nContent-Disposition: attachment; filename="Gebühr.txt"\n\nNeun.\n--b--\n'
    )
    found = [one.document for one in read_file(source.encode(encoding), "a.eml").documents]
    assert [one.id for one in found] == ["a.eml", "a.eml/Gebühr.txt"]
    assert (found[0].title, found[0].author) == ("Gebühr für Kähne", "Jörg Groß")
    russian = "Subject: Шлюз\nContent-Type: text/plain; charset=koi8-r"
    assert mail(russian, "Шлюз закрыт.", "koi8-r").document.title == "Шлюз"


def test_words_of_headers_in_unknown_charsets_are_text() -> None:
    """Words with a charset of their own are read by that if it fits, else as what they are."""
    head = "From: =?us-ascii?Q?J=F6rg?= <j@quay.test>\nSubject: =?none?Q?Geb=FChr?= =?koi8-r?Q?=FB?="
    document = mail(f"{head}\nTo: =?iso-8859-1*de?Q?M=FCller?= <m@quay.test>").document
    assert (document.title, document.author) == ("Gebühr Ш", "Jörg")
    assert "To: Müller <m@quay.test>" in document.text


def test_pages_are_in_the_charset_that_they_declare() -> None:
    """So are HTML bodies whose message declares none; a page that is UTF-8 is that, whatever it declares."""
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head>'
    page += "<body><p>Шлюз закрыт с третьего мая.</p></body></html>"
    for encoding in ("koi8-r", "utf-8"):
        assert "Шлюз закрыт с третьего" in read_bytes(page.encode(encoding), "a.html").document.text
        for charset in ("", "; charset=us-ascii"):
            head = f"Subject: a\nContent-Type: text/html{charset}"
            assert "Шлюз закрыт с третьего" in mail(head, page, encoding).document.text
    declared = "Subject: a\nContent-Type: text/html; charset=koi8-r"
    assert (
        "Шлюз закрыт с третьего" in mail(declared, page.replace("koi8-r", "gb2312"), "koi8-r").document.text
    )


@pytest.mark.parametrize(
    "text", ["Für Jörg", "Grüße", "café", "It’s late", "5 €", "Señor Núñez", "Voilà à 9 h"]
)
def test_a_few_letters_are_western(text: str) -> None:
    """Statistics of so few would find Chinese in them."""
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(("text", "encoding"), [("テスト", "shift_jis"), ("東京", "shift_jis")])
def test_a_few_letters_of_other_scripts_are_not_western(text: str, encoding: str) -> None:
    """Letters of two bytes stand together, or have first bytes that no Western letter has."""
    assert decode(text.encode(encoding)) == text

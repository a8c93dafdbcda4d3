"""Words of languages other than English: those that ask, that carry no content, that lean, and that count.

Phrases are parted by commas, words by spaces; a star stands for any ending, an underscore for other words
between. Both are matched on folded text (see `index.tokens.fold`), so that they are found without their
accents. Only months, weekdays, numbers and scales, which are looked for in documents, are matched as they are
written.
"""

from dataclasses import dataclass

__all__ = ["LATIN", "LanguageWords"]


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The words of a language.

    `figure` to `where` are phrases that ask for something of a kind, `other` those that ask for anything
    else, `money` and `share` those of a figure of that unit. `because` begins a reason. `leads` begin what
    leaves the question to the one before, `pronouns` stand for what was named there, `prepositions` begin
    what it puts another in the place of. `showing` are words that ask for a clause itself, `summing` patterns
    around the `text` of which a summary is asked for, `texts` words for all documents, and `chatter` phrases
    that ask for nothing. `numbers` are those from two on.
    """

    figure: str
    date: str
    reason: str
    who: str
    where: str
    other: str
    function: str
    money: str
    share: str
    because: str
    leads: str
    pronouns: str
    prepositions: str
    showing: str
    summing: tuple[str, ...]
    texts: str
    chatter: str
    months: str = ""
    weekdays: str = ""
    numbers: str = ""
    scales: tuple[tuple[str, int], ...] = ()


_GERMAN = LanguageWords(
    figure="wie viel*, wieviel*, wie hoch, wie gross*, wie lang, wie lange, wie alt, wie oft, "
    "wie weit, wie teuer, "
    "wie schwer, wie tief, wie breit, wie schnell, was kostet, was kosten, was kostete"
    ", was hat _ gekostet, was haben _ gekostet, was wird _ kosten, was wurde _ kosten, was soll _ "
    "kosten, welche* betrag"
    ", welche* preis, welche summe, welche* alter, welche menge, welche temperatur, welche strafe, wie "
    "hauf*, wie viele"
    ", wie stark",
    date="wann, wie spat, um wieviel uhr, um wie viel uhr, an welchem tag, an welchem datum, in "
    "welchem jahr, seit wann, bis wann, ab wann, welche* tag*, welche* monat*, welches jahr, um welche "
    "zeit, welches datum",
    reason="warum, weshalb, wieso, weswegen, aus welchem grund",
    who="wer, wen, wem, wessen, von wem, mit wem",
    where="wo, wohin, woher, an welchem ort, in welcher stadt, in welchem land",
    other="was, welche*, wie, wozu, womit, wofur, woran, worin, wodurch, woruber, worum, wovon, "
    "darf ich, darf man, "
    "durfen wir, kann ich, kann man, konnen wir, muss ich, muss man, mussen wir, gibt es, habe "
    "ich, ob, soll ich",
    function="der die das den dem des ein eine einen einem einer eines und oder aber auch nicht "
    "kein keine keinen ist "
    "sind war waren wird werden wurde wurden worden hat haben hatte hatten sein seine ihr ihre "
    "ihren ich du er "
    "sie es wir man in im ins am an auf aus bei beim bis durch fur gegen mit nach neben ohne pro "
    "seit uber ubers um "
    "unter vom von vor wahrend wegen zu zum zur zwischen ab als dass wenn weil denn noch nur "
    "schon sehr so es bitte "
    "gibt kann konnen darf durfen muss mussen soll sollen will wollen mir mich uns sich laut "
    "mein meine unser "
    "dieser diese dieses jede jeder jedes alle steht kostet kosten viel viele genau eigentlich "
    "denn doch mal fuer "
    "ueber bekommt bekommen heisst lautet",
    money="kost*, preis*, teuer, bezahl*, zahl*, gebuhr*, miete, beitrag*, spende*, betrag*, "
    "wert, umsatz*, lohn, gehalt",
    share="prozent*, anteil*, quote",
    because="weil, da, denn, wegen, aufgrund, grund, damit, deshalb, daher, darum, um, infolge, "
    "dank, namlich",
    leads="und, aber, oder, also, und was ist mit, was ist mit, und wie ist es mit",
    pronouns="er, sie, ihn, ihm, ihr, ihre, ihrem, ihren, ihrer, sein, seine, seinem, seinen, "
    "seiner, dort, davon, dafur, "
    "dazu, darin, daran, daruber, damit, dagegen, derselbe, dieselbe, dasselbe, dieser, diese, "
    "dieses, jener, jene",
    prepositions="laut, fur, in, im, bei, beim, von, vom, mit, nach, ab, seit, bis",
    showing="fasse fass zusammen zusammenfassung handelt "
    "abs absatz artikel klausel paragraf paragraph punkt ziffer nummer nr steht sagt "
    "regelt besagt lautet "
    "zeige zeig text wortlaut inhalt genau heisst bestimmt",
    summing=(
        r"(?:bitte )?fass(?:e|t|"
        r"en sie)?(?: mir)?(?: bitte)?(?: kurz)? (?P<text>.+?)(?: bitte)?(?: kurz)? zusammen",
        r"(?:worum geht es|worum geht's|wovon handelt|wovon handeln|woruber berichtet|woruber berichten)"
        r"(?: (?:in|im|bei))? (?P<text>.+)",
        r"(?:(?:gib|mach|schreib)(?: mir)? )?(?:eine )?(?:kurze )?zusammenfassung (?:von|vom|des|"
        r"der) (?P<text>.+)",
    ),
    texts="dokument dokumente dokumenten unterlagen dateien texte texten akten ordner",
    chatter="danke, danke schon, dankeschon, vielen dank, danke dir, danke ihnen, besten dank, "
    "hallo, guten tag, "
    "guten morgen, guten abend, moin, servus, tschuss, alles klar, verstanden, ja, nein, "
    "bist du sicher, sind sie sicher",
    months="Januar/Jänner/Jan. Februar/Feber/Feb. März April/Apr. Mai Juni Juli August/Aug. "
    "September/Sept. Oktober/Okt. "
    "November/Nov. Dezember/Dez.",
    weekdays="montags? dienstags? mittwochs? donnerstags? freitags? samstags? sonnabends? sonntags?",
    numbers="zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig",
    scales=((r"Tausend|Tsd\.", 3), (r"Million(?:en)?|Mio\.?", 6), (r"Milliarden?|Mrd\.?", 9)),
)
_FRENCH = LanguageWords(
    figure="combien, quel etait le nombre, quel etait le prix, quel etait le montant, quel sera le prix, "
    "quel nombre, quel montant, quel prix, a quel prix, quelle somme, quelle quantite, quelle distance, "
    "quelle duree, quel delai, quelle temperature, a quel age, jusqu'a quel age, jusqu'a quel montant, a "
    "combien, quel est le montant, quelle est la somme, quel est le prix, quel "
    "est le nombre, quel age, "
    "quelle taille, quelle hauteur, quelle longueur, quelle part, quel pourcentage, quelle est la hauteur, "
    "quelle est la superficie",
    date="quand, a quelle heure, quelle date, quel jour, quelle annee, en quel mois, quelle "
    "heure, dans quel delai, depuis quand, jusqu'a quand, a partir de quand, quels jours, quel mois, a "
    "quelle date, jusqu'a quelle heure, depuis quelle annee",
    reason="pourquoi, pour quelle raison, pour quelles raisons, quelle est la cause, quelles sont les causes",
    who="qui, a qui, de qui, par qui",
    where="ou est, ou se, ou sont, ou a, ou ont, ou peut, ou doit, d'ou, dans quelle ville, dans "
    "quel pays, ou",
    other="que, qu'est-ce, qu'est, quoi, quel, quelle, quels, quelles, lequel, laquelle, comment, est-ce, "
    "peut-on, peut on, puis-je, "
    "dois-je, faut-il, doit-on, y a-t-il, a-t-on, est-il, est-elle",
    function="le la les un une des de du au aux et ou mais ne pas plus est sont etait etaient "
    "sera seront fut furent ete a "
    "ont avait avaient il elle ils elles on nous vous je tu se sa son ses leur leurs lui ce cet "
    "cette ces ça qui que "
    "dans en par pour sur avec sans sous chez vers entre depuis pendant avant apres selon comme "
    "si y moi mon ma mes "
    "notre votre nos vos tres tout tous toute toutes dont aussi peut peuvent doit doivent faut "
    "fait faire avoir etre "
    "cout coute coutent resume resumez parle",
    money="cout*, prix, tarif*, payer, paie, paye, montant, somme, salaire*, budget, chiffre "
    "d'affaires, gagne, devis",
    share="pourcentage, pour cent, pourcent, part, proportion, taux",
    because="car, parce, puisque, afin, grace a, en raison, a cause, faute, pour, des lors, "
    "ainsi, cause, raison, motif",
    leads="et, mais, ou, alors, et pour, qu'en est-il, et qu'en est-il",
    pronouns="il, elle, ils, elles, lui, leur, celui-ci, celle-ci, ceux-ci, celui-la, celle-la, cela, la-bas",
    prepositions="pour, selon, dans, en, chez, avec, sur, par, depuis, contre",
    showing="al alinea article clause paragraphe point numero dit prevoit dispose contient texte "
    "que quoi stipule precise",
    summing=(
        r"(?:peux-tu |pouvez-vous )?resume(?:r|z|s)?(?:-moi|-nous)? (?P<text>.+)",
        r"(?:de quoi (?:parle|parlent|traite|traitent|s'agit-il dans|est-il question dans)|"
        r"sur quoi porte) (?P<text>.+)",
        r"(?:(?:fais|faites|donne|donnez)(?:-moi)? )?(?:un |le )?(?:bref )?resume (?:de|du|des) (?P<text>.+)",
    ),
    texts="document documents dossier dossiers fichier fichiers textes",
    chatter="merci, merci beaucoup, merci bien, mille mercis, bonjour, bonsoir, salut, au "
    "revoir, d'accord, tres bien, "
    "parfait, compris, oui, non, tu es sur, vous etes sur",
    months="janvier/janv. février/fevrier/févr. mars avril mai juin juillet août/aout "
    "septembre/sept. octobre/oct. "
    "novembre/nov. décembre/decembre/déc.",
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
    numbers="deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit "
    "dix-neuf vingt",
    scales=((r"mille", 3), (r"millions?", 6), (r"milliards?", 9)),
)
_SPANISH = LanguageWords(
    figure="cuant*, cual era el precio, cual es el plazo, que cantidad, que distancia, que superficie, "
    "que multa, a que edad, hasta que edad, que temperatura, a cuanto, de cuanto, cual es el precio, "
    "cual es el importe, que precio, que "
    "importe, que edad, "
    "que altura, que porcentaje, cual fue el importe, cual es el numero, cual es la cantidad",
    date="cuando, a que hora, que dia, en que ano, que fecha, en que fecha, en que mes, desde "
    "cuando, hasta cuando, hasta que hora, que dias, a partir de que dia, desde que hora",
    reason="por que, cual fue la causa, cual es la causa, cual fue el motivo, cual es el motivo, "
    "a que se debe",
    who="quien, quienes, a quien, de quien",
    where="donde, adonde, en que ciudad, en que pais, en que lugar",
    other="que, cual, cuales, como, se puede, puedo, podemos, hay, hubo, es obligatorio, tengo "
    "que, hace falta",
    function="el la los las un una unos unas de del al y o pero no si es son era eran fue fueron "
    "sera sido ha han habia esta "
    "estan estaba se su sus lo les me mi mis te nos en con por para sin sobre entre desde hasta "
    "segun como mas muy "
    "ya que este esta estos estas ese esa esos esas aquel hay hubo tiene tienen hace puede "
    "pueden debe deben cuesta "
    "cuestan cuyo tambien porque cuando donde todo todos todas otra otro ante tras durante resume",
    money="cuesta*, costo, costaron, costar*, coste*, precio*, pagar, pago, paga, importe*, "
    "gasto*, gasta*, derrama, danos, "
    "presupuesto, debe, cobra*, sueldo, dinero, oferta",
    share="porcentaje, por ciento, parte, proporcion",
    because="porque, ya que, debido, a causa, pues, puesto que, dado que, por, para, causa, "
    "motivo, asi que, por ello",
    leads="y, e, o, pero, entonces, y que hay de, que hay de",
    pronouns="ella, ellos, ellas, ello, alli, ahi, eso, esto, aquello, su, sus, el mismo, la misma, lo mismo",
    prepositions="para, segun, en, con, por, sobre, desde, de, del",
    showing="articulo apartado clausula parrafo punto numero dice establece regula contiene texto que",
    summing=(
        r"(?:puedes |podria |podrias )?resum(?:e|a|ir|eme|ime|enos)(?: me)? (?P<text>.+)",
        r"de que (?:trata|tratan|habla|hablan|va) (?P<text>.+)",
        r"(?:(?:haz|hazme|dame) )?(?:un |el )?(?:breve )?resumen (?:de|del) (?P<text>.+)",
    ),
    texts="documento documentos archivo archivos carpeta textos",
    chatter="gracias, muchas gracias, mil gracias, hola, buenos dias, buenas tardes, buenas "
    "noches, adios, de acuerdo, "
    "perfecto, entendido, si, no, estas seguro, esta seguro",
    months="enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre "
    "noviembre diciembre",
    weekdays="lunes martes miércoles jueves viernes sábados? domingos?",
    numbers="dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete "
    "dieciocho diecinueve veinte",
    scales=((r"mil", 3), (r"mill(?:ón|ones)|M", 6)),
)
_ITALIAN = LanguageWords(
    figure="quanto, quanta, quanti, quante, quale prezzo, a che prezzo, che prezzo, qual era il prezzo, "
    "a che eta, quale importo, quale distanza, qual e il numero, a quanto, qual e il prezzo, qual e "
    "l'importo, che percentuale",
    date="quando, a che ora, che giorno, in che anno, in quale anno, in che data, da quando, fino a "
    "quando, a che ora, quali giorni, in che mese, in quale mese, fino a che ora",
    reason="perche, per quale motivo, come mai, qual e la causa, qual e il motivo",
    who="chi, di chi, a chi, da chi",
    where="dove, in quale citta, in che citta, in quale paese",
    other="che, cosa, che cosa, qual, quale, quali, come, si puo, posso, c'e, ci sono, devo, bisogna",
    function="il lo la gli le un uno una di del dello della dei degli delle da dal dalla in nel "
    "nella nei nelle al allo alla ai "
    "alle con su sul sulla per tra fra e ed ma non si sono era erano stato stata ha hanno aveva "
    "suo sua suoi loro che "
    "chi cui questo questa questi queste quello quella anche piu come se ci ne mi ti costa "
    "costano puo possono deve "
    "devono viene secondo",
    money="cost*, prezz*, pag*, import*, spes*, stipendio, tariff*, canone, euro",
    share="percentuale, per cento, quota, parte",
    because="perche, poiche, siccome, a causa, per via, dato che, motivo, affinche, per",
    leads="e, ed, ma, o, e invece, e per quanto riguarda",
    pronouns="lui, lei, loro, esso, essa, essi, esse, suo, sua, suoi, sue, questo, quello, ne",
    prepositions="per, secondo, in, nel, nella, con, da, dal, su, di, del, della",
    showing="articolo comma clausola paragrafo punto numero dice prevede contiene testo stabilisce",
    summing=(
        r"(?:puoi |potresti )?riassum(?:i|imi|ere) (?P<text>.+)",
        r"di (?:che )?cosa (?:parla|parlano|tratta|trattano) (?P<text>.+)",
        r"(?:(?:fai|fammi|dammi) )?(?:un |il )?(?:breve )?riassunto (?:di|del|della|dell'|dei) ?(?P<text>.+)",
    ),
    texts="documento documenti file cartella testi",
    chatter="grazie, grazie mille, molte grazie, ciao, buongiorno, buonasera, arrivederci, va "
    "bene, perfetto, capito, si, no",
    months="gennaio/genn. febbraio/febbr. marzo aprile maggio giugno luglio agosto "
    "settembre/sett. ottobre/ott. "
    "novembre/nov. dicembre/dic.",
    weekdays="lunedì martedì mercoledì giovedì venerdì sabato domenica",
    numbers="due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici "
    "diciassette diciotto diciannove venti",
    scales=((r"mila|mille", 3), (r"milion[ei]|mln", 6), (r"miliard[oi]|mld", 9)),
)
_PORTUGUESE = LanguageWords(
    figure="quanto, quanta, quantos, quantas, que preco, a que preco, qual foi o preco, qual era o "
    "preco, qual o numero, qual e o numero, com que idade, que percentagem, que distancia, qual o preco, "
    "qual e o preco, qual e o valor, qual o valor",
    date="quando, a que horas, que dia, em que ano, em que data, desde quando, que horas",
    reason="por que, porque, por qual motivo, qual a causa, qual foi a causa",
    who="quem, de quem, a quem, por quem",
    where="onde, aonde, em que cidade, em que pais",
    other="que, o que, qual, quais, como, posso, pode-se, ha, existe, tenho que, devo",
    function="os as um uma uns umas de do da dos das em no na nos nas ao aos pelo pela por para "
    "com sem sobre entre ate desde "
    "mas nao sim se foi foram era eram sao esta estao ser ter tem havia seu sua seus suas ele "
    "ela eles elas eu nos "
    "voce isso isto este esta esse essa aquele que quem mais muito ja tambem custa custam deve "
    "pode segundo",
    money="cust*, prec*, valor, pag*, gast*, salario, montante, taxa",
    share="percentagem, porcentagem, por cento, parcela, proporcao",
    because="porque, pois, devido, por causa, ja que, uma vez que, motivo, razao, para, por",
    leads="e, mas, ou, entao, e quanto a, e quanto ao",
    pronouns="ele, ela, eles, elas, dele, dela, deles, delas, isso, isto, la, ali, seu, sua, seus, suas",
    prepositions="para, segundo, em, no, na, com, por, sobre, de, do, da",
    showing="artigo clausula paragrafo ponto numero diz preve estabelece contem texto que",
    summing=(
        r"(?:pode |podes )?resum(?:a|e|ir) (?P<text>.+)",
        r"(?:de que|do que|sobre o que) (?:trata|tratam|fala|falam|e) (?P<text>.+)",
        r"(?:(?:faca|faz) )?(?:um |o )?(?:breve )?resumo (?:de|do|da|dos|das) (?P<text>.+)",
    ),
    texts="documento documentos arquivo arquivos ficheiros pasta textos",
    chatter="obrigado, obrigada, muito obrigado, muito obrigada, ola, bom dia, boa tarde, boa "
    "noite, adeus, tchau, "
    "esta bem, entendi, perfeito, sim, nao",
    months="janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro",
    weekdays="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    numbers="dois/duas três quatro cinco seis sete oito nove dez onze doze treze "
    "catorze/quatorze quinze dezasseis "
    "dezassete dezoito dezanove vinte",
    scales=((r"mil", 3), (r"milh(?:ão|ões)", 6)),
)
_DUTCH = LanguageWords(
    figure="hoeveel, welk bedrag, welke prijs, welk percentage, hoe diep, hoe breed, hoe zwaar, hoe "
    "warm, hoe snel, vanaf welke leeftijd, wat kostte, wat heeft _ gekost, hoe hoog, hoe lang, hoe oud, "
    "hoe groot, hoe vaak, hoe ver, hoe duur, wat "
    "kost, wat kosten",
    date="wanneer, hoe laat, op welke dag, in welk jaar, op welke datum, sinds wanneer, tot wanneer, "
    "vanaf wanneer, tot hoe laat, welke dagen, in welke maand",
    reason="waarom, waardoor, om welke reden",
    who="wie, van wie, door wie, met wie",
    where="waar, waarheen, in welke stad, in welk land",
    other="wat, welk, welke, hoe, mag ik, mag je, kan ik, kun je, moet ik, is er, zijn er",
    function="de het een der den en of maar niet geen is zijn was waren wordt worden werd werden "
    "heeft hebben had hadden in op "
    "aan van voor met door bij naar uit over onder tussen tot om als dan dat die deze dit er ik "
    "je jij hij zij ze we "
    "wij u hun hem haar mijn ons onze ook nog wel al te kan kunnen mag mogen moet moeten zal zou "
    "volgens tegen sinds "
    "kost kosten",
    money="kost*, prijs*, betaal*, bedrag*, tarief*, huur, salaris",
    share="procent, percentage, aandeel",
    because="omdat, want, wegens, vanwege, doordat, zodat, daarom, reden, door, om",
    leads="en, maar, of, dus, en hoe zit het met, hoe zit het met",
    pronouns="hij, zij, ze, hem, haar, hun, daar, ervan, daarvan, daarvoor, deze, die, dezelfde, hetzelfde",
    prepositions="voor, volgens, in, bij, van, met, op, sinds, vanaf, tot",
    showing="artikel lid punt clausule nummer staat zegt regelt bepaalt luidt tekst inhoud",
    summing=(
        r"(?:vat|kun je) (?P<text>.+?)(?: kort)? (?:samen|samenvatten)",
        r"(?:waar gaat|waar gaan|waarover gaat|waarover gaan) (?P<text>.+?)(?: over)?",
        r"(?:geef )?(?:een )?(?:korte )?samenvatting van (?P<text>.+)",
    ),
    texts="document documenten bestanden map teksten stukken",
    chatter="bedankt, dank je, dank je wel, dank u, dank u wel, dankjewel, hoi, goedemorgen, "
    "goedemiddag, goedendag, "
    "tot ziens, begrepen, ja, nee",
    months="januari/jan. februari/feb. maart april mei juni juli augustus/aug. september/sept. "
    "oktober/okt. november/nov. "
    "december/dec.",
    weekdays="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    numbers="twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien "
    "achttien negentien twintig",
    scales=((r"duizend", 3), (r"miljoen|mln\.?", 6), (r"miljard|mld\.?", 9)),
)
_POLISH = LanguageWords(
    figure="ile, ilu, jaka odleglosc, na jaka odleglosc, w jakim wieku, od jakiego wieku, jaka kwot*, "
    "jaki procent, jaka byla cena, jaka liczba, jaka temperatur*, jak glebok*, jak szybk*, jak dlugo, "
    "jak wysok*, jak duz*, jak czesto, jak dalek*, na jak dlugo, "
    "jaka jest cena, "
    "jaki jest koszt, jaka jest kwota",
    date="kiedy, o ktorej, od kiedy, do kiedy, w ktorym roku, ktorego dnia, jakiego dnia, w jakich godzinach",
    reason="dlaczego, czemu, z jakiego powodu, jaka byla przyczyna, jaka jest przyczyna",
    who="kto, kogo, komu, kim, z kim, czyj*",
    where="gdzie, dokad, skad, w jakim miescie, w ktorym miescie",
    other="co, czego, czym, czy, jak, jaki, jaka, jakie, jakich, ktory, ktora, ktore, ktorych, czy mozna",
    function="na ze do od po za dla przez przy bez nad pod przed nie jest sa byl byla bylo byly "
    "bedzie beda to ten ta te tego "
    "tej tych tym sie oraz lub albo ale jak juz czy moze mozna trzeba nalezy jego jej ich go mu "
    "im on ona ono oni my "
    "wy ja mnie nas was swoj ktory ktora ktore ze aby zeby tylko takze tez kosztuje kosztuja ma "
    "maja wolno wedlug",
    money="kosztuj*, koszt*, cena, ceny, placi*, zapla*, kwot*, oplat*, zarabia*, wynagrodzen*, budzet*",
    share="procent, odsetek, udzial",
    because="poniewaz, bo, gdyz, z powodu, dlatego, przyczyn*, aby, zeby, wskutek, dzieki, ze wzgledu",
    leads="a, i, ale, oraz, a co z, a jak z",
    pronouns="on, ona, ono, oni, one, jego, jej, ich, go, mu, tam, tego, tej, ten sam, ta sama, to samo",
    prepositions="dla, wedlug, na, od, do, przy, przez, we",
    showing="artykul art ust ustep punkt paragraf par mowi stanowi zawiera tresc tekst brzmi",
    summing=(
        r"(?:stresc|podsumuj|streszcz)(?: mi)? (?P<text>.+)",
        r"o czym (?:jest|sa|mowi|mowia|traktuje) (?P<text>.+)",
        r"(?:podaj )?(?:krotkie )?(?:streszczenie|podsumowanie) (?P<text>.+)",
    ),
    texts="dokument dokumenty dokumentach pliki plikach teksty",
    chatter="dziekuje, dzieki, dziekuje bardzo, bardzo dziekuje, wielkie dzieki, czesc, dzien "
    "dobry, dobry wieczor, "
    "do widzenia, dobrze, rozumiem, tak, nie",
    months="stycze\\w+/styczni\\w+ lut\\w+ marzec/marc[au] kwie\\w+ maj[au]? czerw\\w+ "
    "lipiec/lipc[au] sierp\\w+ "
    "wrze\\w+ paźdz\\w+ listopad\\w* grud\\w+",
    weekdays="poniedział\\w+ wtor\\w+ środ\\w+ czwart\\w+ piąt\\w+ sobot\\w+ niedziel\\w+",
    numbers="dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu siedem/siedmiu "
    "osiem/ośmiu "
    "dziewięć/dziewięciu dziesięć/dziesięciu jedenaście dwanaście",
    scales=((r"tys\.|tysi\w+", 3), (r"mln|milion\w*", 6), (r"mld|miliard\w*", 9)),
)
LATIN = {
    "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "it": _ITALIAN, "pt": _PORTUGUESE, "nl": _DUTCH,
    "pl": _POLISH,
}  # fmt: skip

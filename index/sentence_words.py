"""Words that tell whether a full stop ends a sentence, in languages other than English.

Only what sentencex lacks or has wrong, and what is needed to mend it; most abbreviations are its own.
"""

__all__ = ["BEFORE_NUMBERS", "BEGINS", "ORDINAL_NOUNS", "SHORT"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORT = {
    language: _words(words)
    for language, words in {
        "cs": """
            bc doc dr gen hod ing kap kpt mgr mj mudr např nám odst por prof písm sv tel tzv tř ul
            zn zák č čl
        """,
        "da": "art bl.a dr eks hr jf kap kl nr prof s skt stk tlf",
        "de": """
            abb abs abschn abt anl anm aufl bd bspw bzgl bzw ca dipl dr entspr evtl exkl fa fam
            geb gebr geg gem gez ggf hl hr hrn hrsg ing inkl insb jur kap lfd lt med mind nr phil
            pol prof rd rer sog st stellv tel verh vgl vors wg ziff zit zzgl
        """,
        "el": """
            άγ άρθ αγ αρ αρθ αριθ βλ δηλ δρ εικ κ κα καθ κεφ κκ λ.χ λεωφ ν οδ π.χ πίν παρ πλ πρβλ
            σ σελ στρ τηλ
        """,
        "es": """
            art arts av avda cap cf cnel d depto dn dr dra dres dª dña exc excma excmo fig fr gral
            hnos ilma ilmo ing lic mons n núm núms p pp prof profa pte pza pág págs párr sr sra
            sras sres srta sta sto tel tfno vd vds
        """,
        "fi": "dr esim kpl ks mm nr prof puh s tri ts",
        "fr": """
            av bd cf chap dr env fig gén lt m me mgr mlle mlles mm mme mmes no nos p pp pr resp st
            ste tabl tél vve
        """,
        "hu": "dr ev id ifj kb ld pl prof sz szt tel vö özv ún",
        "it": """
            all arch art artt avv ca cap card cav cfr co comm dott dr gen geom ing lett mons n nn
            on p pag pagg pp pres prof rag sen sez sig sigg spett tab tel tit
        """,
        "nl": """
            art blz dhr dr drs ds evt fa fig gebr hfst incl ing ir jhr kap max mevr mgr min mr mw
            nr nrs p par pp prof resp st tel vgl wed wnd zgn
        """,
        "no": "art bl.a dr f.eks hr jf kap kl nr prof s st tlf",
        "pl": """
            abp al art bp bł dn dr dyr gen gm godz hab inż kard kpt ks lit m.in mgr mjr np nr ob odc
            ok os p pkt pl por pow poz ppłk prof prok płk rb rdz red rozdz rys sekr tab tel tj tzn
            tzw ul ur ust wg woj zam zob św
        """,
        "pt": """
            al arq art arts av cap cel cf d des dr dra dras drs eng exma exmo fig gen gov ilma
            ilmo min n núm p pp prof profa profs pág págs sr sra sras srs srta sta sto séc sécs
            tel ten
        """,
        "ro": "art bd dl dna dr ing lit nr pag prof sf str tel",
        "ru": """
            акад гл гос гр дер доц зав зам кв кн корп мкр наб напр обл оз пер пл пос пп проф рис
            св см ср ст стр табл тел тов ул экз
        """,
        "sk": "doc dr gen ing kap mgr mudr napr nám ods prof písm sv tel tzv ul zák čl",
        "sv": "art bl.a dr kap kl nr prof s st t.ex tel",
        "tr": "av bkz cad doç dr fık hz mad mah md no prof s sn sok tel yrd örn öğr",
        "uk": "акад вул гл див доц корп напр обл оз пл пос пров просп проф рис св ст табл тел ім",
    }.items()
}
"""What is short for another word, and ends no sentence."""
BEFORE_NUMBERS = _words(
    """
    abr abs ago apr aprox art arts aug avr bd c ca cap cf ch chap cl co dec dez dic déc ene feb febr
    fig figs févr h hfst jan janv juil júl jún kap kl km mar max min mrt máj márc n nn no nos nov nr
    nrs núm oct okt ott p pag par pkt pos poz pp pág s sep sept ss str sz szept t tab tel ust vol
    ziff ápr č čl άρθ αρ αρθ αριθ εικ κεφ ν παρ σ σελ τηλ абз авг апр вып гл д дек ед изд кв кол
    корп л мин нояб окт оф п подп пп пр разд рис с сент см ср ст стр т табл тел тт февр ч час эт янв
    ج ص ط ق
    """
)
"""What stands before a number that belongs to it; in some language also a word that a sentence ends with."""
BEGINS = {
    language: _words(words)
    for language, words in {
        "de": """
            aber alle als am an auch auf aus bei bis da damit dann das dass dem den denn der des
            deshalb die dies diese dieser dieses doch dort durch ein eine einem einen einer er es
            für hier ich ihr ihre im in ist jede jeder man mit nach nicht noch nun nur ob sein
            seine seit sie sind so und unter vom von vor wann war was weil wenn wer wie wir wird
            wo zu zum zur zwar
        """,
        "el": """
            ένα ένας αλλά αν από αυτή αυτό αυτός για δεν η θα και κατά με μετά μια να ο οι που σε
            στα στη στην στις στο στον τα τη την της τις το τον του τους των ως όπως όταν
        """,
        "es": """
            a al ante así aunque aún como con cuando de del desde después el ella en entre es esta
            este esto ha hay la las le les lo los me mi más no para pero por porque que quien se
            según ser si sin sobre son su sus también tras un una y ya yo
        """,
        "fr": """
            a après au aussi aux avec c ce ces cet cette comme d dans de depuis des donc du elle
            elles en et il ils j je l la le les leur mais même n ne non nous on or où par pas pour
            puis qu quand que qui s sa sans selon ses si son sur un une vous y à
        """,
        "it": """
            a ai al alla anche c che chi ci come con così da dal dalla dei del della di dopo e gli
            ha i il in io l la le lo ma nel nella no noi non nulla per perché più poi quando
            questa questo se si sono su sua suo tra tutti tutto un una è
        """,
        "nl": """
            als bij dat de deze die dit door een en er geen haar het hij hun ik in is maar met na
            naar niet nu of om onder op toch toen tot uit van voor wat we wie wij ze zij zijn zo
        """,
        "pl": """
            a ale bo by był była było co czy dla do gdy i ich ja jak jako jednak jego jej jest
            jeśli już kto na nie o od on ona one oni oraz po pod potem przed przez przy się są tak
            tam to tu tylko w we wtedy z za ze że
        """,
        "pt": """
            a ao aos após as até com como da das de depois do dos e ela em entre esta este eu foi
            há já mais mas na nas no nos não o os ou para pela pelo por porque quando que se sem
            ser seu sua também tem um uma à às é
        """,
        "ru": """
            а без был была было в вы да для до его ее если ещё её за и из или их к как когда кто
            мы на не но о об он она они оно от по под после потом при с со так там то только у что
            эта это этот я
        """,
        "uk": """
            а або але без був в вона вони він до з за й його на не о по при після та так там ти у
            це цей що я і із їх її
        """,
    }.items()
}
"""Words that a sentence begins with, and no name."""
ORDINAL_NOUNS = _words(
    """
    absatz abschnitt advent akt apr april auflage aug august band buch bundesliga bundestag dez
    dezember etage fassung feb feber februar gang geburtstag generation geschoss grad halbjahr
    halbzeit hälfte instanz jahr jahrestag jahrgang jahrhundert jahrhunderts jahrtausend jan januar
    jul juli jun juni jänner kapitel klasse kompanie lebensjahr liga mai mal monat märz nov november
    obergeschoss og okt oktober platz quartal quartals rang reich satz sep sept september sitzung
    spieltag stock stockwerk strophe stufe tag teil untergeschoss vers weltkrieg weltkrieges
    weltkriegs woche zeile
    """
)
"""What German counts: after a number and a full stop they end no sentence."""

"""Names of months and weekdays in the languages of tables, from CLDR 46 and folded: no case, no accents."""

import unicodedata

# January first. Croatian is left out: its `listopad` is October, and November in Polish and Czech.
MONTH_NAMES = (
    "jan january januar janner janv janvier ene enero janeiro gen gennaio januari янв января январь sty stycznia "
    "styczen січ січня січень led ledna leden januara oca ocak ian ianuarie ιαν ιανουαριου ιανουαριοσ tammi "
    "tammikuuta tammikuu gener яну януари jaan jaanuar janvaris saus sausio sausis يناير jaen jaenner",
    "feb february februar fevr fevrier febrero fev fevereiro febbraio februari февр февраля февраль lut lutego "
    "luty лют лютого лютии uno unora unor februara sub subat febr februarie φεβ φεβρουαριου φεβρουαριοσ helmi "
    "helmikuuta helmikuu febrer фев февруари veebr veebruar februaris vas vasario vasaris فبراير feber",
    "mar march marz mars marzo marco mrt maart мар марта март marca marzec бер березня березень bre brezna brezen "
    "marec mart marc marcius martie μαρ μαρτιου μαρτιοσ maalis maaliskuuta maaliskuu marts kov kovo kovas maret "
    "مارس maerz",
    "apr april avr avril abr abril aprile апр апреля апрель kwi kwietnia kwiecien квіт квітня квітень dub dubna "
    "duben aprila nis nisan aprilis aprilie απρ απριλιου απριλιοσ huhti huhtikuuta huhtikuu април aprill bal "
    "balandzio balandis ابريل",
    "may mai mayo maio mag maggio mei мая маи maj maja трав травня травень kve kvetna kveten mayis majus μαι "
    "μαιου μαιοσ touko toukokuuta toukokuu maig maijs geg geguzes geguze مايو",
    "jun june juni juin junio junho giu giugno июн июня июнь cze czerwca czerwiec черв червня червень cvn cervna "
    "cerven juna haz haziran junius iun iunie ιουν ιουνιου ιουνιοσ kesa kesakuuta kesakuu juny юни junij juuni "
    "junijs birz birzelio birzelis يونيو",
    "jul july juli juil juillet julio julho lug luglio июл июля июль lip lipca lipiec лип липня липень cvc "
    "cervence cervenec jula tem temmuz julius iul iulie ιουλ ιουλιου ιουλιοσ heina heinakuuta heinakuu juliol юли "
    "julij juuli julijs liep liepos liepa يوليو",
    "aug august aout ago agosto augustus авг августа август sie sierpnia sierpien augusti серп серпня серпень srp "
    "srpna srpen augusta agu agustos augusztus αυγ αυγουστου αυγουστοσ elo elokuuta elokuu ag agost avg avgust "
    "augusts rugp rugpjucio rugpjutis agustus agust اغسطس",
    "sep september sept septembre septiembre set setembro settembre сент сентября сентябрь wrz wrzesnia wrzesien "
    "вер вересня вересень zar zari septembra eyl eylul szept szeptember septembrie σεπ σεπτεμβριου σεπτεμβριοσ "
    "syys syyskuuta syyskuu setembre сеп септември septembris rugs rugsejo rugsejis سبتمبر",
    "oct october okt oktober octobre octubre out outubro ott ottobre окт октября октябрь paz pazdziernika "
    "pazdziernik жовт жовтня жовтень rij rijna rijen oktobra eki ekim octombrie οκτ οκτωβριου οκτωβριοσ loka "
    "lokakuuta lokakuu октомври oktoober oktobris spal spalio spalis اكتوبر",
    "nov november novembre noviembre novembro нояб ноября ноябрь lis listopada listopad лист листопада листопад "
    "listopadu novembra kas kasim noiembrie νοε νοεμβριου νοεμβριοσ marras marraskuuta marraskuu ное ноември "
    "novembris lapkr lapkricio lapkritis نوفمبر",
    "dec december dez dezember decembre dic diciembre dezembro dicembre дек декабря декабрь gru grudnia grudzien "
    "груд грудня грудень pro prosince prosinec decembra ara aralik decembrie δεκ δεκεμβριου δεκεμβριοσ joulu "
    "joulukuuta joulukuu des desember desembre декември dets detsember decembris gruod gruodzio gruodis ديسمبر",
)
WEEKDAY_NAMES = (
    "sun mon tue wed thu fri sat sunday monday tuesday wednesday "
    "thursday friday saturday so mo di mi do fr sa sonntag montag "
    "dienstag mittwoch donnerstag freitag samstag dim lun mer jeu "
    "ven sam dimanche lundi mardi mercredi jeudi vendredi samedi "
    "dom mie jue vie sab domingo lunes martes miercoles jueves "
    "viernes sabado seg ter qua qui sex segunda terca quarta "
    "quinta sexta gio domenica lunedi martedi mercoledi giovedi "
    "venerdi sabato zo ma wo vr za zondag maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag вс пн вт ср чт пт сб "
    "воскресенье понедельник вторник среда четверг пятница "
    "суббота niedz pon wt sr czw pt sob nie wto sro pia niedziela "
    "poniedziałek wtorek sroda czwartek piatek sobota son man tis "
    "ons tors fre lor sondag mandag tisdag onsdag torsdag fredag "
    "lordag нд неділя понеділок вівторок середа четвер пʼятниця "
    "субота ne po ut st ct pa nedele pondeli utery streda ctvrtek "
    "patek pzt sal car per cum cmt pazar pazartesi sali carsamba "
    "persembe cuma cumartesi v h k sze cs p szo vasarnap hetfo "
    "kedd szerda csutortok pentek szombat dum joi vin duminica "
    "luni marti miercuri vineri sambata κυρ δευ τρι τετ πεμ παρ "
    "σαβ κυριακη δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο "
    "su ti ke to pe la sunnuntai maanantaina tiistaina "
    "keskiviikkona torstaina perjantaina lauantaina maanantai "
    "tiistai keskiviikko torstai perjantai lauantai søn tirs lør "
    "søndag tirsdag lørdag tir tor pi nedela pondelok utorok "
    "stvrtok piatok неделя понеделник сряда четвъртък петък "
    "събота ned sre cet pet nedelja ponedeljek torek sreda "
    "cetrtek petek e t n r l puhapaev esmaspaev teisipaev "
    "kolmapaev neljapaev reede laupaev sk pr an tr kt pn "
    "sekmadienis pirmadienis antradienis treciadienis "
    "ketvirtadienis penktadienis sestadienis min sen sel rab kam "
    "jum minggu senin selasa rabu kamis jumat sabtu 일 월 화 수 "
    "목 금 토 일요일 월요일 화요일 수요일 목요일 "
    "금요일 토요일 日 月 火 水 木 金 土 日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 "
    "周日 周一 周二 周三 周四 周五 周六 一 二 三 四 五 六 星期日 星期一 星期二 星期三 星期四 星期五 星期六 "
    "feira الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت"
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}
WEEKDAYS = frozenset(WEEKDAY_NAMES.split())


def fold(text: str) -> str:
    """Return a text without case and accents, so that `MÄRZ`, `Marz` and `März` are one word.

    >>> fold("Février"), fold("AĞUSTOS"), fold("Κυριακή")
    ('fevrier', 'agustos', 'κυριακη')
    """
    text = text.casefold()
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in marked if not is_mark(letter)).replace("ı", "i")


def is_mark(letter: str) -> bool:
    """Return whether a character is an accent or a vowel sign on the letter before it."""
    return unicodedata.category(letter) == "Mn"

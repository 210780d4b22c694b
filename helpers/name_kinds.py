"""What does a name belong to: a person, a party, an army, a newspaper, a place? Words in; kind out.

Told by the words of the name itself and by the words beside it; nothing is looked up but a short
list of places, which are no actors as a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from helpers.naming import is_common, is_given, is_institution

# The last words that settle the kind, and those that count wherever they stand.
_LAST: Final[dict[str, str]] = {
    **dict.fromkeys("party".split(), "party"),
    **dict.fromkeys("army navy force forces guard guards corps".split(), "army"),
    **dict.fromkeys(
        "brigade brigades battalion battalions front militia militias mujahideen".split(),
        "armed_group",
    ),
    **dict.fromkeys(
        "times post journal herald tribune gazette press magazine radio television tv chronicle "
        "observer telegraph mail mirror globe register examiner news network beacon enquirer "
        "inquirer weekly reporter".split(),
        "media",
    ),
    **dict.fromkeys(
        "government ministry department dept administration cabinet treasury secretariat".split(),
        "government",
    ),
    **dict.fromkeys("americans".split(), "population"),
}
_FIRST: Final = {
    "ministry": "government",
    "department": "government",
    "party": "party",
    "army": "army",
    "office": "government",
}
# A name that ends so is a law, an event or a place, and does nothing itself.
_NO_ACTORS: Final = frozenset(
    "act acts bill law amendment code war wars street st avenue ave boulevard road rd drive lane "
    "highway bridge river lake creek bay gulf ocean sea coast island islands beach valley hills "
    "mountain mountains peninsula desert canal canyon falls county city town township village "
    "square plaza park zoo garden gardens airport stadium arena tower towers building hall theatre "
    "theater cemetery heights day days week month year eve night season cup bowl prize award "
    "awards medal games olympics championship plan deal agreement treaty accord accords pact "
    "protocol summit doctrine order orders proclamation resolution report review book bible "
    "quran koran constitution declaration charter age era movement's revolution crisis "
    "scandal affair trial case massacre bombing attack attacks shooting hurricane storm "
    "pipeline dam canal monument memorial express north south east west midwest "
    "english spanish french arabic security medicare medicaid obamacare plaza mall speedway "
    "tax program programs rights state district ward province region territory standard "
    "syndrome disease virus theory effect".split()
)
_NO_ACTOR_FIRST: Final = frozenset(
    "hurricane typhoon cyclone tropical storm camp operation highway interstate route mount lake "
    "fort proposition title section article chapter amendment super".split()
)
_NO_ACTOR_NAMES: Final = frozenset(
    ("state of the union", "bill of rights", "founding fathers", "oval office", "big apple")
)
_PLACE_FIRST: Final = frozenset(
    "new south north east west san santa los las fort mount mt saint port lake upper lower "
    "northern southern eastern western central".split()
)
# Facts: the states of the United States, and cities and regions that news often names.
_PLACES: Final = frozenset(
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|"
    "illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|"
    "minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|"
    "new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|"
    "south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|wisconsin|"
    "wyoming|calif|fla|ga|ill|ind|mass|mich|minn|miss|mo|pa|tenn|tex|va|wash|wis|conn|ariz|colo|"
    "n.y.|n.j.|n.h.|n.c.|s.c.|d.c.|n.m.|washington d.c.|ontario|alberta|"
    "british columbia|manitoba|nova scotia|queensland|victoria|new south wales|"
    "new york city|manhattan|brooklyn|queens|bronx|harlem|staten island|long island|los angeles|"
    "chicago|houston|philadelphia|phoenix|san antonio|san diego|dallas|austin|jacksonville|"
    "san francisco|columbus|charlotte|indianapolis|seattle|denver|boston|detroit|nashville|"
    "memphis|portland|las vegas|baltimore|milwaukee|albuquerque|tucson|fresno|sacramento|atlanta|"
    "miami|cleveland|oakland|minneapolis|st. louis|tampa|new orleans|pittsburgh|cincinnati|"
    "orlando|buffalo|newark|salt lake city|kansas city|honolulu|anchorage|st. paul|st paul|raleigh|"
    "richmond|hartford|albany|trenton|annapolis|harrisburg|des moines|omaha|tulsa|el paso|"
    "flint|ferguson|charleston|charlottesville|palm beach|silicon valley|wall street|hollywood|"
    "broadway|south bronx|"
    "toronto|montreal|vancouver|calgary|sydney|melbourne|brisbane|perth|manchester|liverpool|"
    "birmingham|glasgow|leeds|bristol|oxford|cambridge|milan|naples|turin|venice|florence|"
    "barcelona|seville|marseille|lyon|nice|munich|hamburg|frankfurt|cologne|geneva|zurich|"
    "istanbul|izmir|aleppo|homs|idlib|raqqa|mosul|basra|kirkuk|fallujah|benghazi|misrata|jeddah|"
    "mecca|medina|dubai|karachi|lahore|peshawar|mumbai|kolkata|chennai|bangalore|shanghai|"
    "guangzhou|shenzhen|wuhan|hong kong|osaka|kyoto|hiroshima|nagasaki|ho chi minh city|"
    "sao paulo|rio de janeiro|johannesburg|cape town|lagos|casablanca|alexandria|gaza|"
    "kandahar|kharkiv|kharkov|odessa|odesa|mariupol|donetsk|luhansk|donbas|sevastopol|"
    "st. petersburg|saint petersburg|vladivostok|davos|"
    "siberia|arctic|antarctica|earth|moon|mars|sun".split("|")
)
# Places that are first names as well.
_PLACES_AND_PERSONS: Final = frozenset(
    "alexandria victoria florence charlotte austin sydney orlando virginia georgia carolina dallas "
    "phoenix brooklyn denver jackson cleveland houston trenton raleigh".split()
)
# Capital letters that stand for no body that acts.
_NO_ACRONYMS: Final = frozenset(
    "TV CEO CFO COO CTO VP PM AM OK ID DNA RNA HIV AIDS COVID SARS EST EDT PST PDT CST CDT GMT UTC "
    "FAQ PDF URL WWW HTML USB GPS PR HR IT AI IQ PC CD DVD SUV ATM PIN SAT GDP GNP IPO LLC INC LTD "
    "PHD MBA MD JD BA MA BS RN ESQ JR SR II III IV VI VII VIII IX XI AK RPG IED WMD ICBM MRI ER "
    "ICU LGBT LGBTQ DUI BLT DIY RSVP FYI ASAP VIP MVP NO YES NOT AND THE FOR ALL BUT NEW NOW HERE "
    "THIS THAT WHAT WHO WHY HOW TPP NAFTA TTIP DACA ACA JCPOA START INF NPT CO CO2 GHG RT MORE "
    "READ WATCH PHOTO PHOTOS VIDEO SEE RELATED UPDATE UPDATED BREAKING LIVE POLL EXCLUSIVE AD "
    "ADS USD PAC PACS SUPER CAPS LA NYC DC SF WWI WWII STD STEM AR ET PT CT MT LOL OMG "
    "MAGA ABOUT".split()
)


def kind_of_body(words: Sequence[str]) -> str:
    """Tell the kind of a name by the words in it that name a sort of body; empty if none does.

    Examples
    --------
    >>> kind_of_body(["Liberty", "Party"]), kind_of_body(["Ada", "Byron"])
    ('party', '')
    """
    first, last = words[0].lower(), words[-1].lower()
    linked = any(word in ("of", "for", "the") for word in words[1:-1])
    if linked and first in _FIRST:
        return _FIRST[first]
    if linked and is_institution(first):
        return "organisation"
    if len(words) > 1 and last in _LAST:
        return _LAST[last]
    if is_institution(last) and (len(words) > 1 or last in ("congress", "senate", "parliament")):
        return "organisation"
    if linked:
        head = words[min(k for k, word in enumerate(words) if word in ("of", "for", "the")) - 1]
        return "organisation" if is_institution(head) else ""
    return "organisation" if "&" in " ".join(words) else ""


def is_no_actor(words: Sequence[str]) -> bool:
    """Tell a law, an event, a place or a thing by the words of its name.

    Examples
    --------
    >>> is_no_actor(["Affordable", "Care", "Act"]), is_no_actor(["Ohio"]), is_no_actor(["Senate"])
    (True, True, False)
    """
    small = [word.lower() for word in words]
    name = " ".join(small)
    if name in _PLACES or name.rstrip(".") in _PLACES or small[-1] in _NO_ACTORS:
        return True
    if name in _NO_ACTOR_NAMES or (len(words) > 1 and small[0] in _NO_ACTOR_FIRST):
        return True
    return len(words) == 1 and words[0].isupper() and words[0] in _NO_ACRONYMS


def is_acronym(word: str) -> bool:
    """Tell a word of two to six capitals ("WTO", "AT&T") that may stand for a body."""
    letters = word.replace("&", "").replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def looks_like_person(words: Sequence[str], *, given: Collection[str] = ()) -> bool:
    """Tell whether two to four words have the shape of a person's full name.

    Parameters
    ----------
    words
        The name, without titles.
    given
        First names that the article shows to be some.

    Examples
    --------
    >>> looks_like_person(["Ada", "Byron"]), looks_like_person(["Green", "New", "Deal"])
    (True, False)
    """
    if not 2 <= len(words) <= 5 or any(is_institution(word) for word in words):
        return False
    small = [word.lower() for word in words]
    if (
        small[0] in _PLACE_FIRST
        or small[0] in _PLACES
        or any(word in ("of", "for", "the", "&") for word in words)
    ):
        return False
    if any(is_acronym(word) and "." not in word for word in words if len(word) > 2):
        return False
    if words[0] in given or is_given(words[0]) or words[0].endswith("."):
        return True
    if words[-1].endswith("s") and (is_common(words[-1]) or is_common(words[0])):
        return False
    return not is_common(words[0]) or (len(words) == 2 and not is_common(words[-1]))

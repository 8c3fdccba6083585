"""Time zones by name: the ones a meeting may be planned in, and the ones to offer while a member is typing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

USUAL_ZONES: tuple[str, ...] = (
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Paris",
    "Europe/Athens",
    "Asia/Kolkata",
    "Australia/Perth",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Sydney",
)

# Bare names such as EST are fixed offsets that ignore daylight saving, and Etc/GMT+5 has its sign reversed:
# neither is what its reader takes it for, so a place is asked for. The aliases US/ and Canada/ are places.
_PLACE_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
    | {"Brazil", "Canada", "Chile", "Mexico", "US"}
)
_MOST_MEANT = 3
_OFFSET = re.compile(r"(?:utc|gmt) ?([-+−]) ?(\d{1,2})(?::?([0-5]\d))?")
_SEASONS = (datetime(2026, 1, 1), datetime(2026, 7, 1))  # noqa: DTZ001 - what the clocks show
_UTC_NAMES = frozenset({"UTC", "Etc/UTC"})

# What people type that is neither a city nor a country of the zone tables.
_COMMON_WORDS: dict[str, tuple[str, ...]] = {
    "utc gmt": ("UTC", "Europe/London"),
    "est edt et eastern": ("America/New_York",),
    "cst cdt ct central": ("America/Chicago",),
    "mst mdt mt mountain": ("America/Denver", "America/Phoenix"),
    "pst pdt pt pacific": ("America/Los_Angeles",),
    "bst uk england scotland wales britain": ("Europe/London",),
    "cet cest": ("Europe/Paris",),
    "eet eest hellas": ("Europe/Athens",),
    "ist bharat": ("Asia/Kolkata",),
    "aest": ("Australia/Brisbane", "Australia/Sydney", "Australia/Melbourne"),
    "aedt": ("Australia/Sydney", "Australia/Melbourne"),
    "acst acdt": ("Australia/Adelaide", "Australia/Darwin"),
    "awst": ("Australia/Perth",),
    "usa america": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "boston|philadelphia|new jersey|nj|n.j.|cherry hill|newark|princeton|washington|atlanta|miami|florida|fl|ny": (
        "America/New_York",
    ),
    "connecticut|delaware|georgia|maine|maryland|massachusetts|new hampshire|north carolina|ohio|pennsylvania": (
        "America/New_York",
    ),
    "rhode island|south carolina|vermont|virginia|west virginia": ("America/New_York",),
    "michigan": ("America/Detroit",),
    "indiana": ("America/Indiana/Indianapolis", "America/Chicago"),
    "kentucky": ("America/New_York", "America/Chicago"),
    "tennessee": ("America/Chicago", "America/New_York"),
    "dallas|houston|texas|tx|new orleans|minneapolis|nashville|pensacola|montgomery|alabama": ("America/Chicago",),
    "arkansas|illinois|il|iowa|kansas|louisiana|minnesota|mississippi|missouri|nebraska|oklahoma|wisconsin": (
        "America/Chicago",
    ),
    "north dakota|south dakota": ("America/Chicago", "America/Denver"),
    "arizona|az": ("America/Phoenix",),
    "colorado|montana|new mexico|utah|wyoming|el paso": ("America/Denver",),
    "idaho": ("America/Boise", "America/Los_Angeles"),
    "san francisco|san diego|california|seattle|las vegas|portland|nevada|oregon": ("America/Los_Angeles",),
    "alaska": ("America/Anchorage",),
    "hawaii": ("Pacific/Honolulu",),
    "mumbai|bombay|delhi|new delhi|bangalore|bengaluru|chennai|hyderabad|pune|calcutta|kochi|cochin|goa": (
        "Asia/Kolkata",
    ),
    "ahmedabad|jaipur|lucknow|surat|nagpur|indore|chandigarh|kerala|gujarat|punjab|rajasthan": ("Asia/Kolkata",),
    "manchester|birmingham|edinburgh|glasgow|cardiff|leeds|bristol": ("Europe/London",),
    "lyon|marseille|nice|bordeaux|toulouse": ("Europe/Paris",),
    "thessaloniki|patras|heraklion|crete": ("Europe/Athens",),
    "canberra|newcastle": ("Australia/Sydney",),
    "gold coast|cairns": ("Australia/Brisbane",),
}


class UnknownZone(ValueError):
    """No time zone goes by the name that was typed; `suggestions` holds the nearest ones."""

    def __init__(self, suggestions: tuple[str, ...]) -> None:
        self.suggestions = suggestions
        nearest = f"Did you mean {' or '.join(suggestions)}? " if suggestions else ""
        # The typed text is not repeated: it has not been screened, and the one who typed it can see it.
        super().__init__(
            f"There is no time zone with that name. {nearest}"
            "Type a region and a city, such as Europe/Athens; a command offers them while you type."
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone and the words by which it is found, all folded to plain lower case."""

    name: str
    city: str
    words: frozenset[str]
    country: str
    remark: str


def zone(name: str) -> ZoneInfo:
    """The time zone called `name`, in any case; `UnknownZone` says which ones come near."""
    known = _names_by_folded().get(_folded(name))
    if known is None:
        # An abbreviation that is known is not the beginning of a country: EST is not Estonia.
        meant = _common_words().get(_folded(name), ())[:_MOST_MEANT]
        raise UnknownZone(meant or (suggest_zones(name, limit=_MOST_MEANT) if name.strip() else ()))
    return ZoneInfo(known)


def suggest_zones(typed: str, limit: int = 25) -> tuple[str, ...]:
    """The zones that what was typed so far may mean, likeliest first: by city, country, state or common word."""
    wanted = _folded(typed)
    if not wanted:
        return (USUAL_ZONES + tuple(name for name in _by_usefulness() if name not in USUAL_ZONES))[:limit]
    offset = _OFFSET.fullmatch(wanted)
    if offset is not None:
        return _at_offset(offset)[:limit]
    exact = _names_by_folded().get(wanted)
    found = {exact: None} if exact is not None else {}
    found |= dict.fromkeys(_common_words().get(wanted, ()))
    ranked = sorted((rank, order, name) for order, name in enumerate(_by_usefulness()) if (rank := _rank(wanted, name)))
    found |= dict.fromkeys(name for _, _, name in ranked)
    if not found:
        found = dict.fromkeys(_common_words_beginning(wanted)) or dict.fromkeys(_misspelt(wanted))
    return tuple(found)[:limit]


def _at_offset(typed: re.Match[str]) -> tuple[str, ...]:
    """The zones whose clocks are so far from UTC in winter or in summer: a place is asked for, with its own rules."""
    sign, hours, minutes = typed.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
    return tuple(name for name in _by_usefulness() if ahead in map(ZoneInfo(name).utcoffset, _SEASONS))


def _rank(wanted: str, name: str) -> int:
    """How well a zone answers the words: 1 is best, 0 not at all."""
    place = _places()[name]
    whole = _folded(name)
    tests = (
        wanted in (place.city, whole),
        wanted == place.country,
        place.city.startswith(wanted) or whole.startswith(wanted),
        any(word.startswith(wanted) for word in place.words),
        place.country.startswith(wanted),
        f" {wanted}" in f" {place.remark}",
    )
    return next((rank for rank, fits in enumerate(tests, start=1) if fits), 0)


def _common_words_beginning(wanted: str) -> tuple[str, ...]:
    """Zones of common words that begin with what was typed: "philad" is on its way to Philadelphia."""
    return tuple(name for word, names in _common_words().items() if word.startswith(wanted) for name in names)


def _misspelt(wanted: str) -> tuple[str, ...]:
    """Zones whose city, country or common word is spelt nearly like what was typed, behind its continent if any."""
    spellings: dict[str, tuple[str, ...]] = dict(_common_words())
    for name in _by_usefulness():
        place = _places()[name]
        for word in (place.city, place.country):
            spellings.setdefault(word, (name,))
    from rapidfuzz import fuzz, process  # loaded with the first misspelling: keeps the start short

    near = process.extract(wanted.rpartition("/")[2], list(spellings), scorer=fuzz.ratio, score_cutoff=72, limit=5)
    return tuple(name for word, _, _ in near for name in spellings[word])


@cache
def _names_by_folded() -> dict[str, str]:
    """Every name a meeting may be planned in, found whatever its case, and with spaces for underscores."""
    names = (name for name in available_timezones() if name in _UTC_NAMES or name.partition("/")[0] in _PLACE_AREAS)
    return {_folded(name): name for name in names if "/" in name or name in _UTC_NAMES}


@cache
def _places() -> dict[str, _Place]:
    """The canonical places of the IANA tables (no aliases), each with its country and the table's remark."""
    countries = {code: country for code, country, *_ in _table("iso3166.tab")}
    available = available_timezones()
    places: dict[str, _Place] = {}
    for code, _, name, *remark in _table("zone.tab"):
        if name in available:
            city = _folded(name.rpartition("/")[2])
            places[name] = _Place(
                name, city, frozenset(city.split()), _folded(countries.get(code, "")), _folded(" ".join(remark))
            )
    return places


@cache
def _by_usefulness() -> tuple[str, ...]:
    """The members' usual zones first, the others by name."""
    return tuple(sorted(_places(), key=lambda name: (name not in USUAL_ZONES, name)))


@cache
def _common_words() -> dict[str, tuple[str, ...]]:
    return {
        word: names
        for words, names in _COMMON_WORDS.items()
        for word in (words.split("|") if "|" in words else words.split())
    }


def _table(file_name: str) -> list[list[str]]:
    """The rows of one of the tab-separated tables that come with the `tzdata` package."""
    text = resources.files("tzdata").joinpath("zoneinfo", file_name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _folded(text: str) -> str:
    """Lower case, without accents, with single spaces for underscores and spaces."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[\s_]+", " ", plain).strip().casefold()

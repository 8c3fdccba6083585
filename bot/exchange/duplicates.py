"""Protocols that say what another says: the same device, indication, handpiece and settings, in whatever words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.clinical.reading import SettingKey
from bot.clinical.same_settings import Compared, Treatment
from bot.exchange.settings_versions import treatment_of
from db import protocol_search
from db.connections import ReadConnection
from db.entries import Content, Entry


async def protocol_like(
    read: ReadConnection, guild_id: int, content: Content, beside: frozenset[int] = frozenset()
) -> Entry | None:
    """The newest listed protocol that treats in the same way; none where this one says no settings.

    Those `beside` it are known already. What was written in a private channel is told to nobody here. Ask in the
    transaction that saves: of two that save the same at once, the second is told of the first.
    """
    mine = treatment_of(content)
    devices, indications = content.values("device"), frozenset(content.values("indication"))
    if not mine.is_known or not devices or not indications:
        return None
    for other in await protocol_search.protocols_on(read, guild_id, devices[0]):
        if other.number in beside or other.private_channel_id is not None:
            continue
        if indications.intersection(other.values("indication")) and treats_alike(mine, treatment_of(other.content)):
            return other
    return None


def treats_alike(one: Treatment, other: Treatment) -> bool:
    """Whether two treatments are the same; a handpiece that only one of them names does not tell them apart."""
    if not one.handpiece or not other.handpiece:
        one, other = replace(one, handpiece=""), replace(other, handpiece="")
    return one == other


def differences(one: Treatment, other: Treatment) -> tuple[str, ...]:
    """In what two treatments differ, in words; nothing where they are the same."""
    if treats_alike(one, other):
        return ()
    settings = {key for key, _ in _settings(one) ^ _settings(other)}
    differing = [
        *["device"] * (one.devices != other.devices),
        *["handpiece"] * ("" not in (one.handpiece, other.handpiece) and one.handpiece != other.handpiece),
        *(key.name.lower().replace("_", " ") for key in SettingKey if key in settings),
        *["the numbers in their words"] * (not settings and one.numbers != other.numbers),
    ]
    return tuple(differing or ["what their settings belong to"])


def _settings(of: Treatment) -> frozenset[Compared]:
    return frozenset(setting for _, _, settings, _ in of.sets for setting in settings)


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a protocol is compared with many others."""

    treatment: Treatment
    indications: frozenset[str]

    @property
    def device(self) -> str:
        """Under which of its devices those are found that it can be like."""
        return min(self.treatment.devices)


def mark_of(content: Content) -> Mark | None:
    """A protocol's mark; None where it says too little to look like another."""
    mine, indications = treatment_of(content), frozenset(content.values("indication"))
    return Mark(mine, indications) if mine.is_known and mine.devices and indications else None


_Key = tuple[str, int]


@dataclass(slots=True)
class Treatments:
    """Many protocols by name, found again by how they treat, as `protocol_like` finds them one by one."""

    _names: dict[_Key, dict[str, str]] = field(default_factory=dict[_Key, dict[str, str]])

    def like(self, mark: Mark) -> str | None:
        """The name of the first of those put that treats in the same way."""
        handpiece = mark.treatment.handpiece
        for key in _keys(mark):
            for other, name in self._names.get(key, {}).items():
                if not handpiece or not other or handpiece == other:
                    return name
        return None

    def put(self, mark: Mark, name: str) -> None:
        """Remember one."""
        for key in _keys(mark):
            self._names.setdefault(key, {}).setdefault(mark.treatment.handpiece, name)


def _keys(mark: Mark) -> list[_Key]:
    # The hash in the treatment's place: those of ten thousand rows take 20 MB, and a clash would only add a note.
    whichever_handpiece = hash(replace(mark.treatment, handpiece=""))
    return [(indication, whichever_handpiece) for indication in sorted(mark.indications)]

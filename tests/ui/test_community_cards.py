"""The cards of moderators and members stay within what Discord takes, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from discord import ui

from bot.exchange.privacy import Kept
from bot.ui.diagnosis import diagnosis_card
from bot.ui.permissions import NEEDS
from bot.ui.privacy_cards import forget_question, kept_card
from bot.ui.profile_card import profile_card, profile_form
from bot.ui.setup_cards import CHOICES, settings_card, setup_card, welcome_card
from db.communities import Community
from db.members import Profile
from tests.support.discord_limits import check

_SNOWFLAKE = 1_400_000_000_000_000_000
_LONG = Profile("nurse_practitioner", "*" * 100, "US-NJ", "America/Argentina/ComodRivadavia", "_" * 100)
_COMMUNITY = Community(
    guild_id=_SNOWFLAKE,
    time_zone="America/Argentina/ComodRivadavia",
    moderator_role_id=_SNOWFLAKE + 1,
    exchange_role_id=_SNOWFLAKE + 2,
    meeting_channel_id=_SNOWFLAKE + 3,
    moderator_channel_id=_SNOWFLAKE + 4,
    category_id=_SNOWFLAKE + 5,
    capture_style="quiet",
    private_channels=frozenset(range(_SNOWFLAKE, _SNOWFLAKE + 400)),
    private_sources=frozenset(range(_SNOWFLAKE, _SNOWFLAKE + 400)),
    own_devices=(),
    joined_at=datetime(2026, 1, 1, tzinfo=UTC),
    greeted_at=None,
    left_at=None,
)


def _cards() -> Iterator[ui.LayoutView]:
    yield setup_card(_COMMUNITY, remarks=["I lack everything in that channel. " * 5] * (2 * len(CHOICES)))
    yield settings_card(_COMMUNITY, changed=["The time zone is Europe/Athens."] * 4)
    yield welcome_card("#*`" * 33, [need.label for need in NEEDS], "0" * 20)
    yield diagnosis_card([f"Something is wrong in <#{_SNOWFLAKE}>. " * 6] * 60)
    yield profile_card(_LONG)
    kept = Kept(_LONG, True, True, tuple((f"things of sort {number}", 10**6) for number in range(12)))
    yield kept_card(kept)
    yield forget_question(kept)


async def test_every_card_fits() -> None:
    for number, card in enumerate(_cards()):
        check(card)
        assert card.is_finished(), f"card {number} is not sealed: it would stay in memory"


async def test_the_profiles_form_fits_its_custom_id() -> None:
    form = profile_form(_LONG, "US-NJ", "America/Argentina/ComodRivadavia")
    assert len(form.custom_id) <= 100


def _defaults(view: ui.LayoutView) -> dict[str | None, list[Any]]:
    return {
        child.placeholder: child.default_values
        for child in view.walk_children()
        if isinstance(child, ui.RoleSelect | ui.ChannelSelect)
    }


async def test_what_is_gone_is_not_shown_as_chosen() -> None:
    shown = _defaults(setup_card(_COMMUNITY, gone={_SNOWFLAKE + 1}))
    assert shown["Moderator role"] == []
    assert [each.id for each in shown["Meeting channel"]] == [_SNOWFLAKE + 3]


def test_the_setup_card_says_how_the_moderators_come_to_see_its_commands() -> None:
    shown = [item.content for item in setup_card(_COMMUNITY).walk_children() if isinstance(item, ui.TextDisplay)]
    (about,) = [text for text in shown if "Moderator role" in text]
    assert "Integrations" in about
    assert all(f"`/{command}`" in about for command in ("setup", "settings", "diagnose"))

"""The settings of a text: what a treatment was set to, in the parameter sets that were used apart."""

from __future__ import annotations

from bot.clinical.settings.reader import settings_in

__all__ = ["settings_in"]

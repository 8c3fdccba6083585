"""Nothing that a member can use is left undriven: commands, completions, menus, buttons and forms."""

from __future__ import annotations

import pytest

from bot.demo.stage import Stage
from tests.flows.conftest import Flows
from tests.support.driven import everything_in
from tests.support.fluence_stage import DRIVEN
from tests.support.library_scenes import fluence


async def test_every_command_button_and_form_was_driven(stage: Stage, flows: Flows) -> None:
    if not flows.are_complete:
        pytest.skip("says something only after every other flow test: run the whole folder")
    assert sorted(set(everything_in(fluence(stage))) - DRIVEN.names) == []

"""What members say about themselves, what is kept about them, and the moderators' look at everything."""

from __future__ import annotations

import json

from tests.process.faces import button, filled, words
from tests.process.fluence_process import FluenceLab
from tests.wire.values import Json


async def _asked(lab: FluenceLab, command: str, options: Json | None = None, *, user: str = "ana") -> Json:
    asked = lab.wire.invoke(command, options, user=user, channel="general")
    answer = await asked.message()
    assert asked.ephemeral
    return answer


async def test_every_command_is_for_servers_only_and_a_moderator_looks_at_help_findings_and_settings(
    lab: FluenceLab,
) -> None:
    async with lab.fluence():
        told = words(await _asked(lab, "help", user="ruth"))
        names = {command["name"] for command in lab.wire.commands[None].values() if command["type"] == 1}
        assert {name for name in names if f"/{name}" not in told} <= {"help"}
        for command in lab.wire.commands[None].values():
            assert command["contexts"] == [0], command["name"]
        assert words(await _asked(lab, "diagnose", user="ruth"))
        assert "UTC" in words(await _asked(lab, "settings", user="ruth"))


async def test_a_profile_is_declared_in_a_form_and_stands_beside_what_its_owner_wrote(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        typed = wire.autocomplete("profile", "jurisdiction", "greec", user="ana", channel="general")
        (jurisdiction, *_) = await typed.choices()
        opened = wire.invoke("profile", {"jurisdiction": jurisdiction["value"]}, user="ana", channel="general")
        fields = filled(await opened.modal())
        assert set(fields) == {"credential", "workplace", "paid", "devices", "training"}
    async with lab.fluence():
        answers = {"credential": ["nurse"], "workplace": "Example Clinic"}
        saved = wire.submit_modal(opened, answers)
        assert (await saved.message())["flags"] & 64
        tip = wire.send_message("general", "#tip Chill the handpiece first.", user="ana")
        await lab.marked(tip)
        shown = await lab.shown(1)
        assert "nurse" in shown.lower()


async def test_a_member_sees_takes_and_erases_all(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        tip = wire.send_message("general", "#tip Chill the handpiece first.", user="ana")
        await lab.marked(tip)  # first, so that it is number 1
        other = wire.send_message("general", "#tip Overlap a tenth.", user="ben")
        await lab.marked(other)
        shown = await _asked(lab, "show", {"entry": "1"}, user="ben")
        await wire.click(shown, button(shown, "Share"), user="ben").message()
        copy = await wire.wait_message("general", where=lambda sent: "Chill" in words(sent))
        kept = await _asked(lab, "privacy show")
        assert "1" in words(kept)
        exported = await _asked(lab, "privacy export")
        (file,) = exported["attachments"]
        data, _ = wire.files[file["url"].removeprefix(wire.origin)]
        assert "Chill the handpiece first." in json.dumps(json.loads(data))
        assert "Overlap a tenth." not in data.decode()
        question = await _asked(lab, "privacy forget")
        await wire.click(question, button(question, "Erase everything"), user="ana").message()
        assert "Chill" not in await lab.shown(1)
        await wire.until(lambda: "Chill" not in words(wire.find_message(copy)[2]), what="the copy to follow")
        assert await _asked(lab, "privacy policy")
    async with lab.fluence():
        late = wire.send_message("general", "#tip the last", user="ben")
        await lab.marked(late)
    assert [row["message_id"] for row in lab.stored.kept()] == [int(other["id"]), int(late["id"])]


async def test_who_opts_out_is_not_captured_also_after_an_absence(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        card = await _asked(lab, "privacy show")
        await wire.click(card, button(card, "Stop capturing my messages"), user="ana").message()
        out = wire.send_message("general", "#tip not to be kept", user="ana")
    away = wire.send_message("general", "#tip nor this", user="ana")
    other = wire.send_message("general", "#tip but this", user="ben")
    async with lab.fluence():
        await lab.marked(other)
    assert lab.stored.status_of(out) is None
    assert lab.stored.status_of(away) is None

"""Whether Discord takes what is shown: its limits for the components of one message."""

from __future__ import annotations

from typing import Any

from discord import ui

_ROW, _MENU, _TEXT = 1, 3, 10


def components(view: ui.LayoutView) -> list[dict[str, Any]]:
    """Every component that is sent, those inside others too."""
    found: list[dict[str, Any]] = []

    def walk(each: dict[str, Any]) -> None:
        found.append(each)
        for child in each.get("components", ()):
            walk(child)

    for each in view.to_components():
        walk(each)
    return found


def texts_of(view: ui.LayoutView) -> str:
    """All that is read on it, without buttons and menus."""
    return "\n".join(part.get("content", "") for part in components(view))


def check(view: ui.LayoutView) -> None:
    """It can be sent, whole (at 4,000 characters the net of every card begins to cut), and pings nobody."""
    parts = components(view)
    assert len(parts) <= 40
    assert sum(len(part.get("content", "")) for part in parts) < 4000
    for part in parts:
        assert part["type"] != _TEXT or part["content"]
        assert part["type"] != _ROW or 1 <= len(part["components"]) <= 5
        assert part["type"] != _MENU or (1 <= len(part["options"]) <= 25 and part["max_values"] <= len(part["options"]))
        assert len(part.get("custom_id") or "") <= 100
        assert len(part.get("label") or "") <= 80
        assert len(part.get("placeholder") or "") <= 150
        for option in part.get("options", ()):
            assert len(option["label"]) <= 100
            assert len(option.get("description") or "") <= 100
    texts = texts_of(view)
    assert "@everyone" not in texts
    assert "<@123456789012345678>" not in texts

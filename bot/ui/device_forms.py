"""The forms for a review of a device, and for a device that the catalogue lacks."""

from __future__ import annotations

from typing import Final

from discord import ui

from bot.clinical.devices import Device, catalogue
from bot.clinical.local_devices import LONGEST_NAME
from bot.exchange.device_reviews import months_of_use
from bot.exchange.local_devices import Proposal
from bot.exchange.refusal import Refusal
from bot.ui.clinical_fields import RATINGS, TIES, rating_field
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from db.device_reviews import DeviceReview, Opinion

REVIEW: Final = "device_review"
ADD: Final = "device_add"


def review_form(device: Device, former: DeviceReview | None) -> ui.Modal:
    """Empty, or holding the member's current review."""
    return form(_review_heading(device), _review_fields(former), REVIEW, device.key)


def review_form_again(device: Device, answers: Answers, token: str) -> ui.Modal:
    """Holding what was typed before; the token names what it replaces when it is sent."""
    return form(_review_heading(device), refilled(_review_fields(None), answers), REVIEW, device.key, token)


def opinion_of(answers: Answers) -> Opinion:
    """What was answered; raises a Refusal for what cannot be understood."""
    rating, ties = next(iter(answers.choices("rating")), ""), answers.choices("ties")
    if rating not in {option.value for option in RATINGS} or not {"owns", "uses"} & {*ties}:
        raise Refusal("Please choose a rating, and say in “You and this device” whether you own it or use another's.")
    return Opinion(
        rating=int(rating),
        owns="owns" in ties,
        months=months_of_use(answers.text("months")),
        running_cost=" ".join(answers.text("running_cost").split()),
        maker_tie="paid" if "paid" in ties else "trained" if "trained" in ties else "none",
    )


def add_form(modality: str) -> ui.Modal:
    """Empty."""
    return form(_add_heading(modality), _add_fields(), ADD, modality)


def add_form_again(modality: str, answers: Answers, token: str) -> ui.Modal:
    """Holding what was typed before."""
    return form(_add_heading(modality), refilled(_add_fields(), answers), ADD, modality, token)


def proposal_of(modality: str, answers: Answers) -> Proposal:
    """What was typed; raises a Refusal where the catalogue no longer has the kind."""
    if modality not in catalogue().modalities:
        raise Refusal("The list of kinds has changed since this form was opened. Please open it again.")
    return Proposal(
        name=" ".join(answers.text("name").split()),
        modality=modality,
        maker=answers.text("maker"),
        wavelengths=answers.text("wavelengths"),
        other_names=answers.text("other_names"),
        source=answers.text("source"),
    )


def _review_heading(device: Device) -> str:
    return f"A review: {device.name}"


def _review_fields(former: DeviceReview | None) -> list[Field]:
    known = former.opinion if former else None
    ties = tuple(Option(key, label) for key, label in TIES.items())
    return [
        rating_field(fewest=1, chosen=(str(known.rating),) if known else ()),
        ChoiceField(
            "ties",
            "You and this device",
            ties,
            "All that holds; who is paid by its maker is shown apart and not counted",
            fewest=1,
            most=len(ties),
            chosen=_ties_of(known) if known else (),
        ),
        TextField(
            "months",
            "Months of use",
            "For example 18, or 2 years",
            most=20,
            value=str(known.months) if known else "",
        ),
        TextField(
            "running_cost",
            "Running cost",
            "What it takes to keep it going: consumables, service",
            required=False,
            most=200,
            value=known.running_cost if known else "",
        ),
        TextField(
            "text",
            "The review",
            "Nothing that could identify a patient",
            long=True,
            value=former.text if former else "",
        ),
    ]


def _ties_of(opinion: Opinion) -> tuple[str, ...]:
    own = "owns" if opinion.owns else "uses"
    return (own,) if opinion.maker_tie == "none" else (own, opinion.maker_tie)


def _add_heading(modality: str) -> str:
    known = catalogue().modalities.get(modality)
    return f"Add: {known.name}" if known else "Add a device"


def _add_fields() -> list[Field]:
    return [
        TextField("name", "Name", "Without its maker", most=LONGEST_NAME),
        TextField("maker", "Maker", required=False, most=60),
        TextField("wavelengths", "Wavelengths in nm", "For example 755, 1064", required=False, most=60),
        TextField("other_names", "Other names", "What people call it, with commas", required=False, most=150),
        TextField("source", "Source", "Where this can be looked up: a link or a document", required=False, most=200),
    ]

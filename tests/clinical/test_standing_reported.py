"""What happened is a reported complication, however much is feared, planned, read or taught in the same text."""

from __future__ import annotations

import pytest

from bot.clinical.folding import fold
from bot.clinical.reading import Standing
from bot.clinical.vocabulary import named_things

REPORTED = """
Endpoint: frosting but we got a burn on the chin
Endpoint: PFE, blister and crust on day 2
Endpoint: mild erythema, she burned
Consent: yes. Type V. Alex 20 J. Burn on the shin
Consent in file. Burn on chin, V
Reminder to self: blister on chin
Policy: test spot. Burn anyway
Training: alex 20 J, burn on chin
On exam blister on the cheek, 2 cm
Exam: burn on the left cheek
Physical exam blister
IPL in 2026 left a burn on the shin
PIH last year after our IPL, V
Paradoxical hair: not ours, burn ours
After the webinar settings: blisters on the shins
Manual says 20 J, burn on the shin at 18
Journal says 8 J, used 10, blistered
Guideline settings, blister and crust by evening
The speaker burned a volunteer on stage
Patient asked about burn on her arm
She asked about blisters that came after our IPL
I know about the burn on her chin, V, 20 J
The client was told about it: the blister popped
She was told about the burn from our Halo
Letter about the burn she got from our Halo
Hate to report another blister on the chin
Went through 3 passes and burned
She went through a burn that took 3 months to heal
Ready for discharge, blister on the arm
Prepared for the second pass and blistered
She panicked: blister on the chin
Talking about burns: I burned one yesterday
Burn expected to heal in two weeks
Mum had a burn after IPL with me
Her mother got a blister after our IPL, day 2
My friend got a burn from our IPL today
Blisters are mostly on the left cheek
PIH is mostly gone at 3 months
PIH is temporary so far
She insists we burned her, and she is right
Certain it was burned
Mum had a burn, shin, diode 28 J
Post-burn PIH on the shin, diode
PIH previous treatment, 1927 nm, cheeks
The previous treatment blistered
Previous laser treatment burn, shin, by us
Agenda: she has a blister
Keloids grew after tattoo removal with pico, chest
Keloid on the shoulder since the laser in May
She now has a keloid on the sternum where we did the test spot
Test area turned keloid by month 3
Scarring after laser for acne
Milia removal needed: milia all over the chin 6 weeks after CO2
CO2 full face; removal of milia at week 6, 20 of them
You guessed it, PIH at week 4
You get what you pay for, burns on both legs from the salon diode
Last IPL in 2025 burned her
Last burn was in March, alex, chin
Last blister on the calf in 2025 was at 22 J
PIH after trauma from the handpiece
PIH post biopsy and CO2 on the back
PIH after surgery to remove a mole with our CO2
She has a scar after shaving and lasering the same day
PIH after waxing and then IPL on the same day
PIH from shaving too close to the laser session
PIH after eczema flare that our laser triggered
Scar after biopsy and laser in our clinic
PIH after acne scar treatment with Fraxel
our last shingles in 2025 came after Fraxel
She had her last cold sore here in 2025 after our laser
my last case of HSV 2025 after lip laser
the last herpes in 2021 now again day 4
You get a burn like this after alex, she came in crying
You get burns like hers when the tip is dirty
They'll ask why there is a blister
keloid on the shoulder, she is angry at us
Keloid on her chest, we lasered it
Hypertrophic scars, CO2 neck, my error
Atrophic scar on the cheek, I overdid the fractional
Hypertrophic scar on the lip, IPL was done there
keloid, better at first, then grew after our PDL
This is a burn scar from the IPL last month
In the past week a blister formed
In the past two days PIH came up
A child with a port wine stain blistered after PDL
Burned a teenager today
A teen with PIH after IPL
Unrelated to sun, PIH after IPL
She follows the leaflet, still got PIH
Leaflet given, blistered overnight
The consent covers burns and she has one on the chin
Can you help me with a burn on the cheek
I hope you can help with a blister on the leg
Last breakout after IPL in 2025 was awful
previous clinic used 20 J, I used 25 and burned her
previous provider was fine, with me she blistered
keloid on both shoulders, too aggressive on my part
"""


@pytest.mark.parametrize("text", REPORTED.strip().splitlines())
def test_what_happened_is_reported(text: str) -> None:
    stands = [mention.standing for mention in named_things(fold(text).words).mentions]
    assert stands
    assert stands[-1] is Standing.REPORTED

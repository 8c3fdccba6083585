"""Names beside desks, programmes and authors, and those of labels, families and orders; numbers in brackets."""

from __future__ import annotations

import pytest

from bot.clinical.screen import identifiers

# What is between bars is found, and nothing else is.
FOUND = """
Lab: |CHRISTOFORIDOU A| swab MRSA pos, day 6 post UltraPulse
|WOJCIK B| booked for CO2, warts
Rx |N. Petrosyan| valacyclovir 500 bid, EMLA 30 g
Lovely result for |Parvati Iyer|'s wedding, Clear + Brilliant x4 peach tip
remind |Yiannoula| no retinol 5 days before the CO2
tell |Zeynabou| to stay out of the sun after the 532
the |Papathanasiou| girl came for axilla, what age do you start?
anyone remember the |Castellanos| case I posted, the one with the jawline grooves?
The |Rosenthal| lady is back, rebound melasma after IPL
tattoo guy is |@big_marek_ink|, shared our pre photos
she's |@kat.w_beauty|, has posted about the burns
rego |1KR-7XW|. was post full face halo with eyes swollen
Her file (|PUN-LHR-3307|) shows that the tip error came up twice
AVMED sub# |A0093381720-01| does not cover HS laser
ασφαλιστήριο συμβόλαιο |ΙΖ-5520914| για το έγκαυμα
Acct |883120447| CC: PIH
|Gurpreet Sandhu| / |17-06-1993| / |9876120453| / diode LHR chest
home visit address |Flat 402, Sai Krupa Apts, 3rd Cross, Indiranagar| |560038|, dressing change
Saw |Anna| (nurse), blisters on both legs
give |Leila| a call about her blisters
her 3 sessions: |12/01|, |16/03|, |18/05/2026|
|Antoine| ne supporte pas le laser, cloques
her next zoom is |12 June|, she will show her crusts
there's a 1 star review from |Kayleigh Brandreth| saying I burnt her
seeing the twins again, |Aarti| and |Bharti|, 22. Same settings for both
Her email says: "brown squares on my legs. Regards, |Joanna Pettifer|, |jo.pettifer@mail.example|"
"Hi it's |Chloe Bannerman| here, I had laser with you on the |5th of July| and I've had welts"
"Hello, this is |Priya Nair|, you treated my face last week and it is still red"
what the patient said about me: |youtube.com/@mirabelshealingdiary|
Attached is a frontal, |no bars over the eyes|. 30M, ice pick scars
The nurse visits at |8 rue des Tilleuls-Blancs|, |34990| |Saint-Aubrac|. Croûtes
Ptn |SANTHOSH KUMARAN|, 37/M, acne scar gr 4
|Leila| at the front desk, face swollen after IPL
|Maria| at reception with blisters on her chin
|Leila S|, cheeks burned in 2019, came with scars
09:30 |S. Wojciechowski| – tattoo R forearm, 5th
please see my 9.30: |K. Raghunathan|, eyes checked after the eyebrow diode
|J. Featherstonehaugh| is back again with the same complaint about her jowls
|Grace| (my 2pm) got dizzy after EMLA on both legs
zu Herrn |Özgür Tanrıverdi| (Patientennr. |2024-06671|), Tattoo
Patientin behandelt am |12. Juli 2024|, Blasen
paciente tratada el |12 de julio de 2024| con IPL, ampollas
paziente trattata il |12 luglio 2024|, vesciche
Mrs |Eileen McGillycuddy|, |94|, wants the lentigines done
she lives at |9 Cloonmorris Terrace|, |D6W X4T9|, burns on both legs
""".strip().split("\n")
NOBODYS = """
Room 3 door interlock broken, called Elaine at facilities ext 4471
hyaluronidase: we keep 10 x 1500 IU, Hylase from Kiran in pharmacy
ask Jo on the front desk to move my burn review
Give Jean-Marc a shout re the Fotona, he owns two
room B, 09:30-10:15 Vascular (Sofia), 10:15-11:00 Pigment (Imran), coffee, 11:20 Tattoo (Kerry-Ann)
Cochrane review on melasma (Rajaratnam R, Halpern J, Salim A, Emmett C) says not much
Lee S, Kim J, Park H. Melasma and 1064 toning. Lasers Surg Med 2019
Arndt KA, Dover JS. Laser treatment of scars. 2003
Alexiades, Dover, Arndt – JAAD 2008 58(5) 719 spectrum of laser resurfacing
Maria and Tom disagree about PIH risk with the 1064
Can someone from the UK (Firas? Vishal? Clare?) say whether PIH counts
Miss Okafor (locum nurse) is covering IPL on Friday
Cynosure rep for NJ: dan.whitfield@cynosure-example.com, he does loaners
SAV Quanta France: 01 99 00 41 20, demander Mickaël pour la calibration
Laservision +49 911 555 0110. They speak english
Registration rs 7500. Contact Dr Chhabra
Formation DIU lasers, 3 sessions: 12/01, 16/03, 18/05/2026. Places limitées
told Brisbane to use SPF
the Montgomery case changed how we consent for PIH
the Greek lady is back with PIH, she wants IPL
the Marfan girl, her scars are wide
The Lumenis guy came, he fixed the handpiece of the laser
the Fraxel case I posted: PIH on the cheeks
our new address: Unit 4, 17 Kings Road, same phone
12 Wharf Road is our new site, opening 1 March
Clinic line 020 7946 0101, out of hours go to voicemail
Can Priyanka or Tom cover my Thursday peels?
Eva and Tom both use 1064 for type V underarms
Miss Radcliffe did our advanced chin filler day, cannula only
Claire et Antoine ne sont pas d'accord, Alex ou Nd:YAG pour les jambes?
next zoom thurs 12 June 8pm, Kavita presents scars, Rhys presents tattoos
Marta from Quanta demoed the Discovery Pico on my arm, blister day 2
Sam, Ruth: which numbing for the 10600?
review from Anna on the Halo: 1470 at 400 um
Insurer wants evidence the PDL for her facial port wine stain isn't cosmetic
Blonde had her second session of PDL
Farmer, 34, acne scars
Hi it's Chloe Bannerman here, new member from Perth, I do LHR
youtube.com/@fluencelectures has the webinar
Diode 810, 14 J/cm2 beard line. S/N DL-810-2291, software v4.2.1
Ο κ. Παπαδόπουλος στο συνέδριο της Αθήνας πρότεινε 30 ms με 1064
GROUP A, biopsy before laser
Alexandrit bei Hauttyp III im Juni, Patientin 29, leicht gebräunt
the lady with GSM is booked on the Juliet
My daughter Ellie has her school play on Friday, can I swap?
Trainer from Lutronic (Mr Park) insisted on stacking 3 pulses
Ring Galderma on (02) 5550 1187 about the faulty syringes
Our London clinic number has changed to 020 7946 0331
La comercial de Quanta, Nuria, viene el martes
S. Wojciechowski is back from leave on Monday
Ms X, late forties, blisters on both calves
14 J. Perifollicular edema, legs
""".strip().split("\n")


@pytest.mark.parametrize("marked", FOUND)
def test_a_patient_is_found_by_what_stands_beside(marked: str) -> None:
    parts = marked.split("|")
    text = "".join(parts)

    found = [text[each.span.start : each.span.end] for each in identifiers(text)]

    assert found == parts[1::2]


@pytest.mark.parametrize("text", NOBODYS)
def test_staff_authors_and_firms_are_no_patients(text: str) -> None:
    assert not identifiers(text)

"""Who is a patient and who a colleague, where the same words stand beside both; and numbers of things."""

from __future__ import annotations

import pytest

from bot.clinical.screen import identifiers

# A place of work, an occupation or an everyday verb in the sentence makes nobody a colleague.
PATIENTS = """
A patient who refuses goggles. Wolfgang. Big man, claustrophobic, he says
the girl with the rash on the jaw is Anneliese, she's my neighbour's, awkward
She's on roaccutane, Leila, and had not ticked the box. Lips dry, no peel. Lips dry, no peel
After Lorraine I changed my necks. 15 % was too much, she peeled in sheets
Two nerve blocks and Leila still jumped at each pulse of the CO2
That was the day Hamish laughed so hard in the chair I stopped the Fraxel
Then at day six: blisters on the calf. Leila had forgotten to say about the cream
Gudrun Quillish, under both eyes, and she pops the milia with a needle
Not billing Leila for that zap
Maria Example came to the clinic with blisters after IPL
Saw Maria Example in clinic for melasma
In clinic today Rebecca Example with PIH
Rebecca Example back in clinic with PIH
Danielle called the clinic with blisters on her shins
Staff, please call Rebecca Example about the burn
Advice please: Maria Example has melasma and burned
Maria Example has melasma, any advice?
Patient leave: Anna Example blister
According to notes Maria Example has melasma
Maria Example, retired, rosacea, IPL
Maria Example, student, acne scars
Maria Example, secretary, rosacea and IPL
Maria Example cover up tattoo, Pico
34F Rebecca Example reports blisters
Rebecca Example 34 F reports burning since IPL
Rebecca 34F, uses retinol, blisters
Rebecca Example reports PIH after IPL, V
Rebecca shared pics of her burn
Anna said her blister popped
Danielle got blisters, here is what I did
Danielle had PIH here on the cheek
Danielle has PIH, opens with melasma
Danielle peeled badly, works outdoors
Danielle burned again, she said
Anna: no pain but blister
Anna - did not use sunscreen, PIH
Rebecca: what do I do about her PIH?
Rebecca Example - is it PIH?
Rebecca Example, same as last time, blisters
Rosa, Tim and Aditi came for LHR and burned
Anna's 2 blisters popped
After the meeting Sofia came with blisters
Right after the webinar Kayleigh rang, her shins are striped
In the meeting room waits Despina with a swollen lip
Rebecca warned me she tans, burned
Anna books her LHR again, burned
Leila uses tretinoin nightly and peeled
Bronwyn prefers no numbing, cried through the second pass
Protocol for Maria: melasma, 1927 at 10 mJ
Shanice swears she wore SPF, came in tanned, PIH now
Giulia agreed to a test spot, purpura for ten days
Rebecca, the nurse's cousin, blistered on the chin
Any thoughts on Leticia? Day 5, oozing at the jawline
Squeezed Bettina in between meetings, IPL hands
Revathi's mother rang about the crusts after the workshop
Nisha, engineer, melasma, toning
Yusra Example (41), melasma, saw the doctor in town
Mrs Example saw the nurse about her crusts
Mrs Example wrote to our manager
Paula uses retinol, told her to stop before the peel
Holly burned on both shins
After the webinar I lowered it for Ksenia, still grey at 12 J
Leaving for the congress but first: Ottilie has a blister, what do I tell her?
The rep was here while I did Saskia, 18 J, she jumped
Hi doctors, Mrs Example has a white lip after filler!
Doctors, Leila's lip is white after filler!
Spoke to the nurse. Mrs Example has blisters on the calf
Note by the intern: Leila, burns on the chin
Mrs Example, a retired nurse, burned on both shins
We had a meeting with Mr Example, he will sue
Our cleaning lady Maria has PIH after my IPL
Treated Leila, a PhD student, keloid on the chest
Anna, a student, has PIH on both cheeks
Leila seen Monday with scabs on the shins
Maria is one of my LHR patients and she burned on both calves
Photos sent in by Anna show blisters
According to Leila her blister popped
Mrs Example sold her house to pay the CO2
Dona Lurdes, my melasma patient that I presented in the webinar, relapsed
K. Quillish came back with crusts
Letter from Oyelaran Quillish: she is unhappy with the scar
Sofia, Candela 18 J, stripes on the shins
My lip still hurts, says Maria
I owe Rosa a free session after the burn on her shin
PIH in Lena, week 3
Anna and Rosa both have PIH after the same batch
Roberta "Bobbie" Quillish, 58, festoons
Third treatment for A. Quillish on the chin
Second session for A. Quillish: Moxi 1927
Jeanne Quillish m'a écrit hier : cloques sur la jambe
It's Claire Quillish here, my chin is blistering
Για τη Μαρία Β. Παράδειγμα: Tyndall στο αριστερό
Yiannis (the fisherman) says the sun is weak. FST III at the brow, IPL postponed
Did Odette on the day the chiller died, a crust on the chin
Aurélie a gonflé des paupières après le Fraxel
Anna cancelled the peel, herpes on the lip
Maria wants to know if she can swim with the crusts
Maria brought her blister photos
Thought I had killed Bernadette, she went white after the needle
ο Λευτέρης ξαναήρθε με φουσκάλες
Ourania κάηκε στο πηγούνι
La petite Capucine, angiome, bonne réponse
Message from Gwen: "it is oozing and smells"
Stella M. asks if she can have the second HIFU
anna r. vbeam again, bruised
Anyone want to see Hamza before I refer? Nevus of Ota, stubborn
Rosa burned the other leg on the beach
Priti waits in room 2 with the cream on
Tara signed the consent and fainted
""".strip().splitlines()

COLLEAGUES = """
Tuesday roster: Leila room 1, Anna room 2
Tomorrow the auditor, Mr Quillish, comes for the laser logs
There's no nice way to put it, Leila, that CO2 was too hot and you know it
Who has heard Anna Quillish speak? She is on scars in June
Vanessa from the course swears by one pass over a vein
Laser safety course with Philippa Quillish, half price for nurses
Anna's husband built the website of the society
Update from Oyelaran Quillish on the venue
Helen came back from IMCAS with new ideas on scars
Maria returned with redness guidelines from the society
The lady from Allergan has samples
She is from Pune and runs two lasers
Dermoscopy features visible in image
Release notes 20451
Marta has never used a Fraxel
Our medical director, Olivia Example, wants every burn photographed
Ingrid our manager drew it: consult, test spot, treatment
my nurse practitioner Kayla had a patient faint after lidocaine
Kevin says the burn came from the tip
Tom's 14 J was too much for those legs
Emily will present the burns
Roberta and Giles will moderate the evening on complications
Tara: yes. Has anybody else blisters with it?
Liam at the front desk hears of every burn
Anna, what was your fluence on the chin?
Monica runs the vascular channel, ask her about leg veins
After the meeting Sofia shared her slides on blisters
Rebecca warned me about the cold tip: it peeled
Kayleigh, who runs the Leeds clinic, never goes above 18 J on shins
Shanice says her patients burn more in June
Priyanka presents her vesicle series tonight
Manish, who else had track marks after diode?
Kirsty would go down to 8 J for erythema
Nadia asks whether we laser while they breastfeed
Kelly asked for the list of PIH cases
What would Xanthe do with type V chin hair?
Lesson from Daphne: no alex on a tan
Marta has never seen burns from IPL
Roshan will tell us about salicylic peels
I hate to ask but has Caitlin sent the necrosis checklist?
Update from Mel: ptosis rate in her clinic is 1 %
Reminder from Anita: hands-on session on redness
Changes by Meredith: every melasma photo is opt-in now
We are doctors, no flat price for full legs please, says Sandhya
I owe Chris Baker a beer, he solved my melasma case
Clinic in Preston lost its licence over the burns
A colleague in Lyon, Benoît Quillish, swears by 10 mJ on lips
Acne scars: Alexis and Quillish both say fewer pulses
PM me, Dave in Cherry Hill knows it well
Table at the brasserie Georges, then the melasma debate
Lourdes patients may have scars everywhere
Nothing to do with the singer nor with Mother Mary
Marco swore he had the projector and he had a toaster
Her slides are coming; Bridget is asking her
Rajesh bhai what's the tax on a second-hand Soprano?
The new girl at reception, Chloe, told three people laser never hurts. Chloe will have her test patch on Monday
Stavros set the IPL to hair and did freckles
Farah and Jacek did the audit: 418 treatments, 9 burns
Kostas ordered gel for the IPL
Anna cancelled the pizza order, no legs list today
Thierry booked the flights
Neha got her laser safety certificate
Lorna wants to know why the laser beeps
If Deepak is in, ask him which filter he used on the freckles
Is Benoit still with Cynosure?
Leo's off sick, who does the legs list
I'd follow Zoe's numbers for nasal telangiectasia
Where did Gareth put the laser key?
Winnie hung the laser sign upside down
Arlo's calibration sheet is new
Jaswinder passed the boards
Maëlle translated the consent into French
Priti and I share the room on Fridays
Paging Anton: fire door
Colette lost her dosimeter
Our intern Paloma burned a tongue depressor to test the CO2
Magnus brings the beers if the audit passes
Sanna has the same problem with her PicoWay since the update, the beam is off by 2 mm
Cecily from legal wants our consent form before Friday
I'm told Paulette has a stock of 10 mm tips
Vikas ji which laser for freckles in type IV?
Room 3 is Celine's on Wednesdays
Gwen keeps the consent forms in the drawer
""".strip().splitlines()

THINGS = """
our rep's van, LR19 KTX, blocks the ramp
www.instagram.com is down
90 year olds heal too
Handpiece #1234567 cracked on the Halo
Fiber #0012345 burned through
Cartridge #10023456 leaks
Device #1002345 lost calibration
EXP 202612 on the hyal
WO 1234567 for the service visit
""".strip().splitlines()


@pytest.mark.parametrize("text", PATIENTS)
def test_what_stands_far_off_makes_no_colleague(text: str) -> None:
    assert [found.kind for found in identifiers(text) if found.kind == "name"]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Meera Quillish (our baker) from Nashik, melasma", "Nashik"),
        ("she runs the bakery in Apeiranthos, so no before and after from me", "Apeiranthos"),
        ("anybody in Collingswood? my pt moved there, two sessions left", "Collingswood"),
        ("Who is near Dubbo? My patient Kylie Quillish lives there, melasma", "Dubbo"),
    ],
)
def test_the_town_of_a_patient_may_stand_apart_from_the_name(text: str, town: str) -> None:
    assert [text[slice(*found.span)] for found in identifiers(text) if found.kind == "address"] == [town]


@pytest.mark.parametrize("text", COLLEAGUES)
def test_what_a_colleague_is_and_does_is_no_patients(text: str) -> None:
    assert not identifiers(text)


@pytest.mark.parametrize("text", THINGS)
def test_the_number_of_a_thing_is_nobodys(text: str) -> None:
    assert not identifiers(text)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("good news: refill normal, pain gone by 7 November", "date", ["7 November"]),
        ("The one who fainted on the 30th of August? Fine.", "date", ["30th of August"]),
        ("Mine is 93 and sharper than me, did her lips", "age", ["93"]),
    ],
)
def test_what_is_a_patients_in_passing_is_found(text: str, kind: str, words: list[str]) -> None:
    assert [text[slice(*found.span)] for found in identifiers(text) if found.kind == kind] == words

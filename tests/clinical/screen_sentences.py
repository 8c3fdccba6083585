"""Invented sentences for the screen: who is found in which, and which speak of nobody.

`FOUND` holds for each kind of identifier sentences in which what is to be found stands between two bars.
"""

from __future__ import annotations

from typing import Final

FOUND: Final[dict[str, str]] = {
    "name": """
Mrs |Quillfeather| had a great result with the 755.
Saw Mr. |Thistlewood| again, crusts gone at day 6.
mrs |quillfeather| came back with stripes on both calves
Ms |Jones| tolerated 18 J/cm2 without complaint.
Miss |Fontaine|, FST III, PDL 7 mm 8 J.
Mme |Lefebvre| est venue with purpura that lasted 9 days.
Mrs |T|. blistered on pass two.
Mr |O'Malley| has PFB on the neck.
Mrs |Brown| wants her lip done.
Treated Mrs |Papadopoulou|'s melasma with low fluence toning.
my patient |Maria| burned after the second session
My patient |Zbigniew| wanted full face CO2.
pt |Sarah| FST II, IPL 560 filter, 14 J
pt. |Eleni K| came back with PIH
client |Sarah| loved her Moxi result
client: |Priya Example|, 34F, melasma
Patient: |Smith, John|, FST II
patient (|Anna|) had a vasovagal
our patient |Nikos Examplakis| asked for a refund
a patient named |Zoe| had paradoxical growth
pt named |xanthippi| with stubborn chin hair
a lady called |Dorothea| came for her spider veins
A woman by the name of |Fatima| asked about Soprano ICE.
her name is |Maria| and she is happy to be photographed
name is |maria|, she will not mind
The patient's name is |Kostas|.
Name: |Maria K|
patient name - |Oluwaseun Adeyemi|
surname |Vandersloot|, fair skin
Her husband |John| drove her home after the pro-nox.
his wife |Anna|, also FST IV, had no reaction
her daughter, |Ioanna|, had the same settings
the patient's sister |Meera| got PIH too
her mum |Sue| rang in a panic
her mother-in-law |Gladys| had the same machine
my sister |Eleni| is type II and I treated her chin
pt |J.S.|, 45, rosacea
patient initials |MK|, 52F
initials: |T.W|.
pt |JD| 34 yo male, tattoo removal
|Maria|, 34, FST IV, came for LHR
|Maria Example| (34F) had four sessions
34 yo female |Ioanna|, melasma
45F |Priya|, FST V
|Sarah| came back with blisters on day 3
|Maria| liked the ice
|Maria| did not like the smell
|Nikki|, type II, took 18 J well
Today |Lucy| needed numbing cream for the second pass
|Karen| wasn't happy with the crusting
|Eleni| barely felt it
Sr. |Benedicta| from the convent came for her chin
since summer |Maria|'s melasma got worse after IPL
treated |Sunita| with 1064 at 18 J
saw |Eleni| today, frosting settled
|Anna Example|, DOB in the chart, had Fraxel.
see |maria|_before.jpg for the crusts
RE: Mr |Patel|, burn on left cheek
Our pt |Chloé| had grey hair left.
patient |MARIA LOPEZ| was unhappy
The client, |Rebecca|, says her skin peeled.
patient is |Deborah|, please be kind
Mr & Mrs |Nakamura| both had AFT.
She goes by |Kat| and is FST I.
Pt: |Ravi|, FST V, beard PFB
Patient |Agnieszka| presented with hyperpigmentation.
her boyfriend |Luke| noticed the stripes first
Kyria |Eleni| wanted her moustache gone
client |Thandiwe| has keloid tendency
patients |Maria| and her cousin both had the Halo
""",
    "date": """
DOB |11/06/1984|, FST III
dob: |3.4.80|
d.o.b. |1979-12-03|
Date of birth |3 March 1971|.
she was born on |12 May 1990|
born |June 4th, 1962|, two PDL sessions
born in |March 1984|
Seen on |11 June| with crusts on the left cheek.
she came in |3/4/2024| for session 3
Patient presented |12.03.2024| with blisters.
We treated her on |June 3rd| with 14 J/cm2.
Pt seen |4-Mar-24|, erythema only.
pt lasered |2024-05-17|, PIH by week 3
Her surgery was on |May 21, 2023|.
She returned on |14 February| with PIH.
his appointment on |03/11/2023| was cancelled
Biopsy |02/09/2022|: no malignancy.
Client rang |1 Sept| to say it blistered.
She was burned on |Dec 12| at another place.
her last visit was |9th of July 2024|
45F, melasma. |12/03/2024|: three passes at 20 mJ. She peeled well.
Tx 1 on |5/6/23|: 18 J. Her hair was finer.
He died on |3 January|.
She was admitted |22 Aug 2021| with cellulitis.
Consultation |17/10/2023|, patient wants tattoo off.
her birthday is |May 3rd|
Patient was last treated |30.11.2023|.
she delivered on |8 April| and the melasma came back
seen |11 juin| for purpura
""",
    "age": """
A |93 yo| lady with actinic damage.
|91-year-old| man, FST II, PDL for telangiectasia
pt is a |94F| with solar lentigines
She is |92| and wants her lentigines off.
Patient aged |96| had no downtime.
patient, age |90|, on warfarin
my oldest is a |101 year old| with rosacea
a |ninety-two year old| asked for IPL
she is in her |90s| and heals slowly
He just turned |91|.
|95yo| female, thin skin
|98 y/o|, cherry angiomas
a |centenarian| with spider veins
""",
    "phone": """
call |555-0123| for the consent form
Her cell is |(212) 555-0147|.
patient reachable at |+44 7700 900123|
Phone: |020 7946 0958|
rang from |06 12 34 56 78|
her mobile |0412 345 678|
She left |210 123 4567| on the machine.
WhatsApp |+91 98765 43210|
text |6971234567| after six
tel |2310-123456|
number is in the chart, or try |07911 123456|
|98765 43210| is his number
|212-555-0163| if the blister bursts
ring her on |01632 960 123|
+1 again: |+1 415 555 0132|
fax |(02) 9876 5432|
patient's mobile |0039 345 123 4567|
her landline: |2101234567|
0030: |0030 697 123 4567|
call him: |9876543210|
phone no. |04 93 12 34 56|
""",
    "email": """
write to |jane.doe@example.org| please
|Q.FEATHER@EXAMPLE.ORG| sent the photos
|maria (at) example dot org|
|maria.k [at] example [dot] com|
|maria at gmail dot com|
|maria at gmail.com| sent me a picture
ask |jane @ example.org|
|m_k+laser@mail.example.co.uk|
""",
    "national number": """
SSN |123-45-6789|
|219-09-9999| was on the form
social security number |219099999|
NHS number |943 476 5919|
NHS no: |9434765919|
|943 476 5919|, referred by the GP for PDL
NIR |2 69 05 49 588 157 80|
|269054958815780|
AMKA |01018012342|
her amka is |010180 12342|
Medicare number |2123 45670 1|
|2123 45670 1|, bulk billed
Aadhaar |2345 6789 0124|
aadhar no. |234567890124|
PAN |ABCPE1234F|
|ABCPE1234F| was on the invoice
NI number |QQ123456C|
passport no |X1234567|
""",
    "record number": """
MRN: |A12345|
mrn |4455|
MRN |00-448-812|
chart # |4432|
Hospital no. |99881|
hosp no |K448812|
case file |B-77|
patient no. |12345|
pt ID |448812|
patient id: |PX-2231|
file no |20331|
client number |88213|
UHID |HYD100234|
URN |1234567|
ID: |448812|
chart |104422| has the consent
record number |55-1029|
Accession |S24-10293|
her ref no |LX-20931|
OPD no |45112|
""",
    "account number": """
invoice no. |20419|
account number |00451234|
policy no |XG-445120|
member ID |W88231204|
health plan no. |4451-8872|
card ending |4242|
paid by visa ending in |1881|
card no |4111 1111 1111 1111|
driver's licence no |D1234567|
license plate |7ABC123|
claim #|88123-B|
last four digits of her card |4242|
insurance number |12 3456 7890|
IBAN |GB29 NWBK 6016 1331 9268 19|
NPI |1234567893|
""",
    "address": """
she lives at |12 Oak Street|
|45 rue de la Paix|, third floor
Address: |14 Ermou St|, she asked for a call
|Leoforos Kifisias 24|
lives at |22b baker street|
|350 5th Ave| is where she works
Unit 5, |12 George Street|
|Flat no 302|, Sector 21
|PO Box 123|
Her home is |7 Wattle Grove Road|.
|apt 5B| on the second floor
patient of |1600 Example Boulevard|
she drives from |Larissa| every month
Patient lives in |Parramatta|
|12, avenue Foch|
lives at |Ermou 14|
""",
    "postcode": """
ZIP |08034|
zip code |90210-1234|
She lives in |SW1A 1AA|.
postcode |sw1a 1aa|
|M20 3LB|, sent by her GP
PIN |560034|
pin code |110 001|
lives at |75008| Paris
Springfield, IL |62704|
NSW |2000|
New Delhi - |110001|
|02139-4307|
""",
    "url": """
her page |https://www.instagram.com/quill.feather|
|https://www.facebook.com/q.feather|
|instagram.com/quill_feather| has the before picture
her insta is |@quill.feather|
she posted it on tiktok as |@quillfeather|
pics: |https://drive.google.com/file/d/1a2b3c/view|
her blog |https://quillfeather.example.net/my-laser-story|
|https://www.gofundme.com/f/help-quill|
|https://example.net/patients/8812|
IP address |192.168.4.21|
""",
    "device serial": """
pacemaker serial |PJN-448812|
Her implant S/N |88213-AA|
serial number |4488123| of her insulin pump
ICD model and serial no |RNB203344H|
her breast implant, SN |20331-118|
""",
}

CLEAN: Final[tuple[str, ...]] = tuple(
    """
GentleMax Pro, FST IV, axilla, 755 at 18 mm, 14 J/cm2, 3 ms, DCD 30/20
M22 560 filter, 16 J, double pulse 4/4 ms delay 20, FST II
V+ 532: 9.5 J at 10 ms, 4 mm; C6 toning 2.5 J, 7 mm
K133283 and K140122 cover both wavelengths
1064 755 532 all in one platform
755 532 1064 is the order on the screen
filters 515 560 590 640 and 695
30 20 18 and done
follow-up at 3/6/24 weeks
reviewed at 4/8/12 weeks, no PIH
results at 6 mo, 12/2024
BLT 20/8/4 under occlusion for 40 min, lidocaine 23/7
cooling 30/20, then 50/50 on the lip
Dr Ross showed 40 J/cm2 at 40 ms in his talk
Ross's talk on vascular lasers changed my settings
Dr. Anderson and Dr Parrish described it in 1983
Thanks Maria, great tip!
Maria liked the paper on cooling
Anna, FST IV is where I use the 1064
Anna, our nurse, liked the ice
Sofia asked about cooling on the group call
Maria prefers contact cooling
Clarity needed a new cooling unit
Sydney needed two sessions on cooling
Thank you Sarah for the table
Our nurse Kelly does the consents
Maria's protocol for toning works for me too
We compared PIH rates. Anna will send her clobetasol scheme.
I asked my colleague Eleni about stacking
Anna, what spot size did you use?
Hi John, welcome to the group
Prof Papadopoulos spoke about melasma in Thessaloniki
Mr Patel's lecture on burns was the best of the day
Ms Jones, the Lumenis rep, said the tip lasts 1000 pulses
my name is Sarah and I am an RN in Athens
the brand name is Botox, the device name GentleMax
product name: EMLA
Hori's nevus, nevus of Ota and Becker's nevus
patient with Fitzpatrick V and Riehl's melanosis
Patient Selection Matters
Patient Education And Retention: Five Pearls
Client Retention Strategies
Patient Comfort First
Patient: FST IV, 34F, melasma
Pt: female, 45, FST III
Pt Asian, type IV
Patient Hispanic, patient Filipina, patient Lebanese
Patient A did well, patient B blistered
patient #3 and case 4 had PIH
case #2: PDL 7 mm 8 J
chart 4 shows the curve
patient GentleMax settings for the chin
patient IPL consent form
pt IV access, pt GA, pt HS
the patient called Monday about crusts
The patient called and was reassured.
patient will need three sessions
Patient may return at 4 weeks
Patients May Need Numbing
Miss the spot and it shows
We miss hairs on the neck at 30 ms pulses
don't miss areas near the hairline
10 Ms pulses, 3 ms delay
Next meeting on 11 June at 19:00 in Athens
The webinar of 3 May 2024 is online
protocol v3, updated 12/03/2024
Protocol revised on 4 March 2023 after two burns
Published 12 March 2019 in a derm journal
The FDA letter of 30 July 2018 warns about vaginal lasers
J Am Acad Dermatol 2019 Jun;80(6):1544
Workshop 14/09/2024, registration closes 1 September
Laser serviced on 12/04/2024
calibration due 11/11/2024
firmware 4.12.20 released 03/02/2024
New handpiece installed 5 January, output up 10%
We meet in Cherry Hill, then in Melbourne
our clinic in Athens and the one in Patras
The course is held at 12 Harley Street, London
Our clinic moved to 45 Example Road
conference hotel, 350 5th Ave, New York
Meeting place: Main Hall, 10 Euston Road, NW1 2AD
PMID 20298254
pubmed 14692920 and 14692924
doi 10.1001/jamadermatol.2019.0123
see https://pubmed.ncbi.nlm.nih.gov/20298254/
https://doi.org/10.1016/j.jaad.2019.05.024
https://www.fda.gov/medical-devices/safety-communications
https://www.candelamedical.com/product/gentlemax-pro
https://youtu.be/a1B2c3D4e5F
https://us02web.zoom.us/j/85412345678?pwd=abc
https://discord.com/channels/123456789012345678/223456789012345678/323456789012345678
https://dermnetnz.org/topics/pulsed-dye-laser
see https://example.org/20298254/2125550123
S1545961613P0366X is the paper
NCT04567890 is still recruiting
ISBN 978-3-16-148410-0
Meeting ID: 854 1234 5678, passcode 448812
ping <@123456789012345678> in <#223456789012345678> at <t:1700000000:F>
@everyone please vote
the tip costs $1,299 and the lamp 4,500 EUR
100,000 pulses on the lamp, 2,400 on this tip
fired 4,000 pulses, 596 J in all
555 mL of saline, 2000000000 units
20,000 shots, 12 000 pulses
CPT 17106 and 17107, ICD L81.4
90 years of combined experience in the room
adults aged 18 to 92 were enrolled
Clearance was 95% at 90 days
heated to 104F, then cooled
skin temperature 98 F
reached 92% clearance after 3 sessions
over 90 patients treated
energy 93 mJ, coverage 25%
power 100 W, 110 V supply
type III-IV scars, class 4 laser, type 4 hair
18-year-old with acne, FST II
45 yo F, 755 nm, 18 mm
a 72-year-old smoker, CO2 at 20 W
Her husband noticed the improvement first
her mother has melasma too
his wife does IPL elsewhere
my partner and I bought a used laser
My business partner Tom handles the bookings
Serial number of our GentleMax is on the back plate
serial photographs under the same light
S/N on the handpiece: 448812, laser two years old
serial dilutions and 4 passes
lot 448812 of the filler was recalled
PIN depth 2.5 mm, 36 pins
flat lesions of 10 mm, raised ones of 12 mm
drives the pigment deeper in 5 % of cases
way too hot at 20 J
4 way stopcock
apply 12 mm spot close to the orbit
court ruling on delegation, section 2052
license to operate a class 4 laser
licence fees went up by 200
card payments fell
member since 2019
account for hair colour
policy on photographs: ask first
insurance does not cover port-wine stains over 18
her record clearance came at session 6
the record for most passes is 12
ID badge photos are not allowed
settings at the clinic: 12, 14, 16, 18 J
increase 2 J each time: 10-12-14-16
1540 1440 2940 on one platform
spot 9x9, 12x12, 22x35 mm windows
ratio 1:4, 2/3 of patients, 3/4 ms
R20, 5.0 kJ, 0.35-0.45 ms, 10,600-nm
test spot, 2 weeks, then 24 J/cm2
Q-switched 1064 at 6 ns, 450 ps for the ink
April was our busiest month for LHR
In May we start the Moxi trial
March to June is no time for lasers here
September 2023 issue has it
May 2024 summary of the meeting
see you on 11 June
Vote by 3 October
rule effective 1 January 2024
price valid until 31/12/2024
she had IPL in 2021 and Fraxel in 2022
sister company Solta sells it
Summer patients tan, winter patients do not
patient Will Not Stop Picking
client Consultation Form
The patient was happy. Next one had crusts.
pt. Settings as above
in my patient, Fraxel worked
the patient Alma Pixel parameters
Alma Harmony XL versus Lumenis M22
Alex 18 mm for hair, Nd for type V
Titan and Genesis as a package
Pearl at 3.5 J, 20 percent overlap
email me through Discord only
call the clinic at once if vision changes
call 911 first
text reminders halve the no-shows
phone consults saved us 4 hours
contact cooling 5 C, sapphire 4 C
meet at 7 pm, room 4
poster 112, hall 3, booth 1540
http://www.asds.net/annual-meeting
look at www.lumenis.com/m22
instagram ads cost 400 a month
we post before/afters on instagram with consent
""".strip().splitlines()
)


def _labelled() -> tuple[tuple[str, str, str], ...]:
    """Each sentence of ``FOUND`` as its kind, its text and the words to be found."""
    rows: list[tuple[str, str, str]] = []
    for kind, sentences in FOUND.items():
        for sentence in sentences.strip().splitlines():
            before, written, after = sentence.split("|")
            rows.append((kind, before + written + after, written))
    return tuple(rows)


LABELLED: Final = _labelled()

"""Invented sentences with dates, numbers, places and links by which a patient may be known.

What is to be found stands between two bars, in each kind's sentences.
"""

from __future__ import annotations

from typing import Final

FOUND_BESIDE_NAMES: Final[dict[str, str]] = {
    "date": """
née le |3.4.1975|, mélasma
geb. |12 March 1988|, Rosazea
b. |12-Mar-88|, acne scars
d.o.b. |12th of March 1988|, FST IV
she came |12/3|, blister on the cheek
burned on |12/3| at another clinic, she says
Last Botox |3rd of March|, 50 U total, ptosis on the right
Admitted |3/14| with facial cellulitis after CO2
patient discharged |3/17| after the burn
Seen |4/6| w/ blisters on the cheek
Born |1931|, so careful with the fluence
pt b. |1932| with keratoses
la date de la première séance : |22/01/2019|
She came for laser on |4 June|, crusted
op date |3/5/24|, scar red
Last seen |28.02.2024| w/ crust
LFU since |3 May 2023|, PIH
Her next treatment is on |14 June| at 10:00
After the webinar she came on |12 June| with blisters
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
b. |1979-04-22|, FST II
date of injury |11/09/2023|, alex at 20 J on a tan
excel V genesis for her on |2 June 2026|, erythema only
her pulse dye next visit, return |november 30th|.
appt moved to |12/9| for her because the Vbeam is down
his consult is on Thursday |3/12|
third laser of her course |14/05/2026|, blisters on legs
Her course started |3 June| and she has PIH.
Model for the demo |9 May|: she has rosacea.
Picture taken before her holiday on |9 May|, she is tanned.
She paid the promo price on |2 July|, burned next day.
Zoom |5 August|: her cheeks are dark, rebound.
Nurse dressed her wound |5 August|.
The nurse says her blister came up on |5 August|.
Doctor on duty |5 August| gave her steroids.
Botox |5 August| at 10:30, she has ptosis
Filler |12/06/2026| 11:30, lip went white, she is in pain.
Filler |12 March| at 11:30, lip white.
|12/06/2026| 15:20 hyalase 1500 U, her lip is pink again
Laser done |22 May|, came back striped.
45F melasma. Toning course |4 Feb|, rebound.
Wound closed |19 September|, she is happy
Histology slides |19 September|: basal cell on his nose.
Free demo |8 Oct|, burned her chin.
""",
    "age": """
F, |91|, rosacea
nan is |96| and asked for Botox
FST II, |94|, on apixaban
patient is |ninety-three|
an old dear of |93| came for lip hair
she'll be |94| in May
my nurse's nan, |94| and sharp as a tack
gentleman (|91|), lentigo maligna
pt |92| on warfarin, venous lake, 1064
oldest pt ever, |101|, PDL for telangiectasia
a |93|, FST I, with AKs
Female, |98|, rosacea
my nan, |91|, has a BCC
gentleman (|91|), SCC on the arm, third on the list
|M92| w/ a BCC scar
at |92| she still asks for toxin
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
a lady of |91| with a basal cell on the nose
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
Sécu: |179031305521819|, tatouage de l'avant-bras
Ο ΑΜΚΑ της είναι |12058412345|
Patient (Aadhaar |4987 1234 5670|) has melasma
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
MBI |3HN7-QW2-RT64|, rosacea
CPF |417.205.386-63|, crusts on day 10
|390.533.447-05| was on the receipt
|44051401359|, melasma, toning
DNI |48150937-A|, isotretinoin
|54362315K| is on the consent
|X5253868R|, tattoo
|RCCMNL83S18D969H|, solar lentigo
codice fiscale |RCCMNL83S18D969A|
|17291716060|, forearms
|151086 95088|, KTP
|85.07.30-033.28|, port-wine stain
|1630615123457|, pico
|131052-308T|, rosacea
NIF |245871360|, two photos
CNIC |35202-1234567-8|, acne scars on both cheeks
""",
    "record number": """
The desk put the patient's chart (#|66310|) in the wrong folder
chart |1998/2011|, she was burned
n° de dossier |4471|, PIH
hosp notes |0044718|
Referral number |RF-20417| from her GP
Patient file named |2024-0417|
old paper chart, |B/1987/31|
Old notes under rec. |1987-0031|
notes number |44718| from the district hospital
see her notes no |20231187|
filed under |B-20417| in our cabinet
case sheet |5520/24|
our ref |PX/2231/24| for this lady
Kartei |20417|, melasma
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
OP no |11923| melasma F 34
ID on the wristband |00918273|, scar laser
HN |5520187|, striae alba, 1540 50 mJ
ENC# |30017754|, eyelid droop
""",
    "account number": """
DVA no. |QX123456|, port-wine stain
invoice |88120|, burned by the handpiece, wants money back
adhérent n° |77 1904 3382|, pour un angiome plan
for ID her driver's license, hers is |H4471 20968 55732|
αριθμός μέλους |77190433|, ουλές
He's driving |KA 05 MJ 1122|, it blocks the ramp
her number plate (|KPT 3312|) is on the camera
Ford Fiesta, reg. |BT66 XYO|, belongs to the 2 pm
Her plates were |LX19 OPD|, she left upset
rego |BX 47 LM|, and she cried in it
licence plate |W78-KLT|, he parks on my spot
immatriculation |AB-123-CD|, c'est sa voiture
car no. |MH 12 AB 1234| hers
vehicle |DL 8C AF 5031|, her driver waits outside
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
The policy is BCBS |XQH884120937|, they want a letter
Her insurer Humana, |H5521-998812|, refused the PWS
security took his car plate, |KHE 4172|, because it blocked the ramp
he drives a red Mini, |LX19 OPD|, blocked the bay
""",
    "address": """
Patient's house is |Flat 12, Sai Krupa Society, Baner Road|, she asks for a home visit
Her house is |9 Cobbler's Yard|, pink but flat at week 5
she lives at |12 Oak Street|
Client from |San Diego| with melasma
Type V, lives out past |Nowra|, tanned all year
we had a girl from |Cape May| with PWS
Type II lady, farms near |Gunnedah|, came for IPL
patiente de |Saint-Malo|, couperose
34F from |Nîmes| with rosacea
woman, 51, of |Wollongong|
lady of |Nafpaktos|, two sessions of fractional Er:YAG
A nurse who lives in |Wagga| got burned by me on her shins.
Demo of the new tip on a lady from |Gosford|, burned.
Lady from |Gosford| finished her course of six.
25 yr old from |Nashik| with ochronosis
The doctor's wife lives in |Dungog|, burned on the shins
Dr Example referred a lady from |Gosford| with melasma
Ασθενής από τη |Λάρισα| με έγκαυμα
he only gets down from |Orkney| twice a year
his wife brings him in from |Hammonton|
flew over from |Jersey City| for one spot
patient relocated to |Dunedin| mid course
il habite |Roubaix| et travaille dehors
She drives in from |Wagga Wagga| for each session, so I want few of them
She flies up from |Hobart| every 6 weeks for her PDL
she came all the way from |Trenton| by train
Lady who lives on |Paros|, one visit a year
The client lives just outside |Ballarat|, two hours each way
the patient in |Nagpur| sent photos of crusting
a patient of mine in |Coimbatore| wants toxin the same day
an old farmer from |Inverness| with AKs
She is from |Larissa| and tans all summer
pt is based in |Cherry Hill|, FST I
Her husband drives her over from |Kalamata| each month
elle vient de |Villeurbanne| pour ses angiomes
patiente qui habite à |Annecy|, melasma
She moved to |Grimsby| after the second session
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
Her house is the third in |Pine Hollow Court, number 31|, near the wood
he lives at |fourteen Larkspur Lane|
Lives in |Tenafly|, the mayor's wife
she lives out on |kettle creek road| and does not drive
|Rua Harmonia 512|, the lady I told you about
""",
    "postcode": """
Her postcode (|3350|) is outside my courier's range
lives in the |3056| postcode
zip |08034-2217|, so basically round the corner from the meeting hotel
ZIP+4 |08002-3310|, FST III
her eircode |D02 AF30|
Snowbird with AKs, postal code |K1A 0B6|
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
Portal login from |198.51.100.23| with pics of blisters
IP was |203.0.113.19| when she booked
her session IP: |2001:db8:85a3::8a2e:370:7334|
my pt (|@peel_queen.nj|) posted day 2
she's on insta as |melasma.mum.77|
she does makeup videos (YouTube |glam_by_dee|), FST V
her page |https://www.instagram.com/quill.feather|
|https://www.facebook.com/q.feather|
|instagram.com/quill_feather| has the before picture
her insta is |@quill.feather|
she posted it on tiktok as |@quillfeather|
pics: |https://drive.google.com/file/d/1a2b3c/view|
her blog |https://quillfeather.example.net/my-laser-story|
|https://www.gofundme.com/f/help-quill|
|https://example.net/patients/8812|
IP address |203.0.113.21|
she posted the blisters on insta already, |@ria.glows.nj|, tagging us
video from "|the_real_joaquin|" on tiktok, he films everything
dm from patient (ig: |shreya_k_95|) with a photo of frosting
""",
    "photo": """
facial photo |unblurred| below, sorry
|eyes visible| in the second picture, will redo
the |face is visible| in the video
face |not covered| in pic 2, apologies
photo |not blurred|, please be kind
please note her |face is showing| in the photo
we left the |eyes visible| in the picture
|full-face pics| attached
|Full face pictures| below of my melasma lady
""",
    "device serial": """
pacemaker serial |PJN-448812|
Her implant S/N |88213-AA|
serial number |4488123| of her insulin pump
ICD model and serial no |RNB203344H|
her breast implant, SN |20331-118|
""",
}

OF_NOBODY: Final[tuple[str, ...]] = tuple(
    """
Our new nurse starts 1 June, she knows the Vbeam.
She is on maternity leave until 4 August.
The rep comes 3 May and she brings the new tips.
His lecture of 3 May on scars was recorded.
Meeting on 14 May, she will bring her slides on scars.
The meeting moved to 5 August at 7 pm, she cannot make it before.
F90 on the diode is the max.
F100 on the menu means fluence 100.
old laser of 98 is still running
Patient 92 on our registry had the first relapse.
My dad, 94, still plays golf.
Data sheet CO2-1060 gives the fluence table.
Setting sheet A-1064 for legs is pinned.
filed under LHR-2024
Referral code SAVE2026
Our ref CN/2231/24 for the Candela service call, she will ring at 9.
Paper ref 12/2024 in her talk was wrong.
His reference 11/2023 to the original paper is wrong.
See ref A-12345 for her dosing of tranexamic.
Type plate PV-2940 on the handpiece.
vehicle: PEG 400 and ethanol
Our CRM at 81.2.69.142 is down, cannot upload pictures
Anthea (IG anthea.k) has good reels
Watch Solberg (IG solberg_skin) on scars
Classic features are visible in the picture: caviar papules.
The photo isn't blurred, just compressed.
Face not covered with gel in the video, is that ok with the diode?
Uncropped picture of the forearm for scale
Full face pics attached of the mannequin
Full face video below from the society's channel
""".strip().split("\n")
)
"""Dates, numbers, places and links that are no patient's."""

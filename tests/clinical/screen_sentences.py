"""Invented sentences for the screen: who is found in which.

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
Thank you for seeing |Eleanor Example|, who has had redness for years
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
We treated |Ngo Thi Lan| for Hori's nevus with PicoWay 1064, 4 mm, 3.2 J, five sessions.
I saw |Thabo Mokoena| today, PFB much better after four YAG sessions
|Meriem Ait Hamou|, a 29-year-old with melasma, had QS toning at 1.4 J.
|Tran Quoc Bao|, M, 36, nevus of Ota, QS 1064 7 J
|Roshni Gadhvi| F/27 acne scars, MNRF 1.8 mm
|Despoina Kalogirou|, 41, melasma epidermal, 1927 nm at 10 mJ
* |Odile Vasseur|, 63, rosacea, VBP 8 J
|Gudrun Halvorsen| (71) has three AKs left after CO2, 15 W, what next?
|Hyun-ju Seo|, 29yo, picosure focus 0.4
|Al-Mansouri Hessa|, 30, underarm, YAG 22 J
|SOTIROPOULOU Vasiliki|, 57 ετών, telangiectasia, 532 14 J
Patient: |ΚΑΡΑΓΙΑΝΝΗΣ Πέτρος|, 45
new pt this afternoon: |Ebenezer Quaye|, tattoo on the forearm, black ink
Referral from GP: |Callum McAllister|, rhinophyma, CO2 15 W
chart says "|Dao, Le Minh|, M, 44" - cafe au lait on cheek
Remember |Bianca Rossetti|? The stripes are gone at 5 months
WhatsApp from |Nadine Ferrari|: "is it normal that it is yellow"
I am sending you |Dimitra Vlachou|, she lives near your clinic, has PIH from alex
Nom : |Delacourt|
Nombre: |Itziar Goikoetxea|
|T.K.|, 45, melasma, three sessions
|JB| 34F rosacea PDL 8 J
|Zofia|'s nevus has gone two shades lighter after the third QS session
|Kwabena|'s test spot shows a perfect brown coin
Tomorrow is |Gulnara|'s third session, should I go to 26 J?
|Umm Khalid|, whom some of you met as a patient, has the chin hair back
Dona |Iracema| voltou! Spectra 1064 spot 8 fluencia 1,4
|Svitlana| came back with PIH after the second toning
My patient is the wife of Councillor |Halloran|, so discretion please
Lady in room 2, |Ottoline|, has blisters after 532
pic 1 is |Anneli| before, pic 2 after 3 Fraxel
thanks all for the help with |Yevheniya|, her lid is open again after 6 weeks
|Kiri|, 19, acne and old scars
injected |Brigid| with 20 U glabella, droop day 8
attached 2024-06-11_|Szymanska|_pre.png
IMG_|Kalogirou|_post2.jpg
Hello all, |Aurelija Petrauskaite| sends her regards, her rosacea is clear after 4 VBP
Had to stop at 22 J on |Temperance W|., she bore it no longer on the lip
|Chaturvedi ji| came for his fourth toning. 1064 8 mm 1.6 J
D/o |Ramesh Gowda|, acne scars
Photos show |Amelie Girault| at baseline and after 3 picos
gave |Oksana| clobetasol for five days
Ptosis again, same girl as last year (|Klaudia|). 18 U glabella
Bit of a saga with |Petra Prothero|, first alex 18 J, then IPL on the lip
another burn from the salon down the road: |Keziah Mwangi|, diode, forearms
Her daughter |Anouk| is a nurse and did the dressing
Can I show |Mariella Conti|'s before and after? She signed.
|Tolani| came in with crusts on both cheeks after home IPL, type V
We did |Lorcan|'s back at 22 J yesterday, urticaria today, normal?
I have |Nasser Al-Khatib| coming on Monday, beard line, type V
I treated |Hye-jin Moon| with low fluence toning 1.2 J and she got mottled
die Patientin heißt |Kunigunde Probst|, Ulkus am Knöchel
Le patient s'appelle |Bastien Exemple| et il n'est pas content
la paciente se llama |Encarna Villaseca|
ho una paziente di nome |Fiorenza Tassinari|
pacjentka nazywa się |Bożena Testowska|
η ασθενής λέγεται |Πολυτίμη Ραφτάκη|
Caller: |Winnifred Oduya|, lids swollen, wants the doctor to phone
no more than that from her sister |Blessing|
the mother of |Leonie| asks about the burn
|danielle| burned again on the calves, same settings as in May
|Ottilie Brandreth| showed up with a lip droop and a date tonight
did anybody else treat |zlata novikova|? big redhead, filler last year
11:15 |marge| (lips 0.5 and toxin)
rm 2 now: |moira mcalpine|, purpura won't go, 19 days
delete my last post, her name was in it (|ruth abramowicz|), 595 7 mm 9 J
who has the tablet with the consent for |dimitra k|, alex both legs
the |noor al-mansouri| file, toning number 9 tomorrow
For |Aurelie|: 12 mm roller, 35 mJ, 6 passes
Name: |Sjoqvist, Britt-Marie|
I keep thinking about |Marek|. Tattoo on the neck, and the keloid that came after.
Dr Osei sent me |Benedetta Corsini| with a note
a young girl, |Poppy|, upper lip, diode, no gel
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
b. |1979-04-22|, FST II
date of injury |11/09/2023|, alex at 20 J on a tan
excel V genesis for her on |2 June 2026|, erythema only
her pulse dye next visit, return |november 30th|.
appt moved to |12/9| for her because the Vbeam is down
his consult is on Thursday |3/12|
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
Her house is the third in |Pine Hollow Court, number 31|, near the wood
he lives at |fourteen Larkspur Lane|
Lives in |Tenafly|, the mayor's wife
she lives out on |kettle creek road| and does not drive
|Rua Harmonia 512|, the lady I told you about
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
she posted the blisters on insta already, |@ria.glows.nj|, tagging us
video from "|the_real_joaquin|" on tiktok, he films everything
dm from patient (ig: |shreya_k_95|) with a photo of frosting
""",
    "device serial": """
pacemaker serial |PJN-448812|
Her implant S/N |88213-AA|
serial number |4488123| of her insulin pump
ICD model and serial no |RNB203344H|
her breast implant, SN |20331-118|
""",
}


def _labelled() -> tuple[tuple[str, str, str], ...]:
    """Each sentence of ``FOUND`` as its kind, its text and the words to be found."""
    rows: list[tuple[str, str, str]] = []
    for kind, sentences in FOUND.items():
        for sentence in sentences.strip().splitlines():
            before, written, after = sentence.split("|")
            rows.append((kind, before + written + after, written))
    return tuple(rows)


LABELLED: Final = _labelled()

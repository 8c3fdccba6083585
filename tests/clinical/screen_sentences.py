"""Invented sentences for the screen: who is found in which.

`FOUND` holds for each kind of identifier sentences in which what is to be found stands between two bars.
"""

from __future__ import annotations

from typing import Final

from tests.clinical.number_sentences import FOUND_BESIDE_NAMES

FOUND: Final[dict[str, str]] = {
    "name": """
Mrs |Quillfeather| had a great result with the 755.
saw |siobhan o'rourke| this morning, pih on both cheeks
|Grace Holloway| developed a burn after IPL
|Hope Okafor| has PIH on both cheeks
Saw |Daisy| this morning, PIH on both cheeks
treated |Grace| yesterday for chin hair
Είδα την |Ευαγγελία| σήμερα, κρούστες στο πρόσωπο
|Μαρία|, 34 ετών, ακμή
Κάναμε laser στη |Μαρία| χθες, έγκαυμα στο πόδι
Η |Μαρία| έχει έγκαυμα μετά το IPL
patiente initiales |C.D|., brûlures ponctiformes
Saw |SIOBHAN O'ROURKE| this morning, PIH on both cheeks
Booked |WOJCIECH ZAWADZKI| for session 4, legs
treated |eleftheria papadaki| yesterday for hair on the chin
re |jean-luc moreau|, he called about swelling
my patient |liam gallagher-hughes| burned after IPL
mr. |delacroix-mbeki| has rhinophyma, CO2 debulk
IMG_|Wojciech_Zawadzki|_day3.jpg: crusting
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
Contacted by |Josephine Example|, she wants PDL at purpuric doses
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
|A.K.|, 34F, melasma
|M.S.|/F/34, melasma
Mrs |Dale| teaches yoga, so her burned legs show
Mr |Dale| presented 2 weeks later with blisters
Mr |Dale| uses 2 creams on his face
The teacher, Mrs |Dale|, had her tattoo removed
Mr |Dale| will send photos of the crust
Ms |Dale| (ENT patient) has a haematoma
Dr |Hollis|, my patient, has crusts on day 4
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
Η ασθενής μου |Ευανθία| θέλει κλασματικό CO2 για ουλές
Η |Δέσποινα|, που σας έδειξα στη συνάντηση, έχει κρούστες
ΠΕΡΙΣΤΑΤΙΚΟ: |Κωνσταντίνα Μαυροειδή|, αποτρίχωση μπικίνι με διοδικό
Case 4. |E.D.|, female, 29 y, nevus of the shoulder
After the talk at dinner: |Ottoline Quarrie-Pyke|, acne scars, three rounds of CO2
|Niamh McGlinty| is the redhead, FST I, I told you about over dinner
|A. Kowalczyk|, FST III, treated at our second site
Photos are in the folder named |Quarrie_Anna|_neck
J'ai revu |Maëlys| ce matin, angiome de la tempe, Vbeam 7 mm
a young girl, |Poppy|, upper lip, diode, no gel
""",
    **FOUND_BESIDE_NAMES,
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

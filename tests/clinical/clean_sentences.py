"""Invented sentences for the screen that speak of nobody."""

from __future__ import annotations

from typing import Final

CLEAN: Final[tuple[str, ...]] = tuple(
    """
Cherry Hill, May 15: rosacea panel in the morning
Hope Everyone is well, my patient has PIH
Mark Taylor taught us PDL for rosacea
saw Mark at the meeting about rosacea
treatment reports go to sav@quanta-exemple.fr, ask for the calibration
Φωτότυπος ΙΙΙ, 33 ετών, μέλασμα
Grazie Chiara, lo provo sulla mia paziente con melasma
Merci Claire, je vais essayer sur ma patiente, mélasma
Ευχαριστώ Γιώργο, θα το δοκιμάσω στο μέλασμα
Donna di 50 anni, melasma, PicoSure
woh kal aayi thi, PIH on cheeks
spot kala ho gaya laser ke baad
meri patient ko PIH hai cheeks pe
macchia bianca dopo il laser, guancia
tache blanche sur la joue après le laser
peau claire, phototype II, rosacée
manos con costras después del láser
die Hände waren rot nach IPL
Γυναίκα, 34 ετών, μέλασμα
Η Μαρία είπε ότι το Vbeam είναι καλύτερο
Συμφωνώ με τον Γιώργο για το μέλασμα
Ο Νίκος έχει Vbeam στην Αθήνα
Είδα την Κυριακή έγκαυμα
saw Summer patients with PIH
GentleMax Pro, FST IV, axilla, 755 at 18 mm, 14 J/cm2, 3 ms, DCD 30/20
M22 560 filter, 16 J, double pulse 4/4 ms delay 20, FST II
LHR diode 808: face FL 18 SS 10x10; body FL 24 SS 12x35
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
Priya in our Pune branch does lots of LHR on type V
Fiona sends the calendar file. Half clinical, half on advertising rules
a lady of Indian origin, melasma
@drexample, my patient has PIH after the IPL, any tips
Campbell de Morgan spots on the abdomen, 532 2 mm 12 J
FDA MAUDE has 47 burns for that diode in 2022
Ordered EMLA from the pharmacy on King Street, took 2 weeks
Botox on 3/14, fillers on 3/21, both in London
Who lives in Lyon and has a PicoWay I could try?
He comes from Boston every spring to service the laser
The patient in Trial arm B had less PIH
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
Patient with Ehlers-Danlos, poor scarring
Case of Parry-Romberg on the left cheek
Client from California with melasma
She lives in New Zealand, sun is a given
I live in Perth and my supplier is in Sydney
Dr Ross flies in from Boston for the workshop
The rep drives down from Newark every month
She lives in Milan and flies in for the course
I drive in from Haddonfield, start at 7 please
For type VI in Durban we did 22 J. Moved to Slough now, same numbers
She came from Candela and sells for Sciton now
the patient in Case 3 had PIH, the patient in Room 4 is numb
patient in June with a tan
lady from Cutera called about tips
She came from Leeds Hospital after theatre
She lives on Diet Coke and coffee
S/N LX19 OPD on the console, order KHE 4172 for tips
cold plate, PDL 595, plate 4 in the atlas
our router IP address 192.168.4.21, photo server 10.0.0.12
firmware 4.2.1.17, section 3.1.2.4, she read it
goggles OD 7 at 1064, Univet cat. 562.02.00.705
Dr Ross (IG derm.ross) explains it well
(IG: follow us @glow_clinic.nj)
CP 2000 chiller, zip file 20417 kb
file 2023-2024 has the minutes
Reg. no. 12 of Annex XVI
he came from a Nursing background, she from Dr Ross with a referral
Shipment from Yokneam arrived 12 June, she signed
ABN 51 824 753 556 on the form
before pics not covered by consent cannot be shown
Came across a paper from Seoul
invoice 2024-113 for the fibre
New tips came 4 June
The Anderson paper came out 2 Feb 2023, worth a read
Exam is on 12 June, wish her luck
Lancet, 12 May 1990, a man with PWS
please blur faces in photos, unblurred photos are not allowed here
eyes visible? no, shields on
reminder that full-face photos don't belong here
full face photo policy needs updating, full face CO2 at 12 W
face not covered by insurance
vessels on the face are visible in the photo
Lost the slides (he was brilliant on fillers). Did anybody record 14 October, second hour?
The Fotona man will run demos on Thursday 5 June from 17.00
Next meeting 12 June, patient cases welcome
Journal club is on 3 July, he picks the paper
The recording of 9 April is up, thanks to her
My nurse starts 1 June, she is laser certified
She is on leave until 4 August
Prochaine réunion le 12 juin, elle sera à Lyon
Επόμενη συνάντηση 17 Μαΐου, Αθήνα, και αυτή μιλά
patient 94 in the series was excluded, score, 95, after three
M22 560, pt 92 of 120, lady lost 92 pulses
HSN 90189099 and SAC 998599 on the invoice
Switched to Cosmelan, her melasma cleared
Washed with Hibiscrub, his skin went red
Back from Mykonos, her skin was tanned
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
the sales guy, Franco, meant the other head
the Lumenis guy, Tom, recalibrated it
Check on the 1st of each month, Sister Joan signs the list.
Handpiece P/N 7122-00-3580, window 15x15
part number 0412-345-678 for the footswitch
I treated Becker Nevus with 755 for years, nothing
Case: Facial Telangiectasia, FST II, KTP 12 J
New referral: Port Wine Stain, V2, 6 yo
Erythema Dyschromicum Perstans, 41, biopsy first
Idiopathic Guttate Hypomelanosis, 50F
Zimmer, 6, fan on full
Cheek, 41, and chin, 33 shots
Meyerson's nevus flared after PDL
Dupuytren's hands, needle aponeurotomy before laser?
Smoker's lips, 2 passes at 80 um
Christine's melasma protocol is the best I know
Whitlock et al 2019 showed 60% clearance
Tom and Maria, both nurses, cover Fridays
Lina and Petros, both trainers for Fotona, recommend SP
Biopsy came back benign
Insurance came back with a no
Nom commercial: Emla
we are on instagram @laserclinicnj, follow us
the clinic's ig is @lund_laser
see PicoWay_Ota_before.jpg from the brochure
Example_1983_Science.pdf
Screenshot_20240611.png shows the menu
Meeting on 11 June at 19:00, and again on 9 July
This is Sarah from Athens, new here
Meet Sciton Joule: BBL, Halo, Moxi
pic 1 is Halo, pic 2 is Moxi
Re: Fotona Starwalker, 1064 and 532
Hello from Fatima El Idrissi, a dermatologist in Rabat
Graham Tully from Cynosure will do the training
Did anyone hear Bianca Rossetti's lecture? 3 passes only
10am Halima Yusuf: melasma talk; 11am Greta Lund: KTP talk
Thanks to Mrs. Devereux for hosting
thin skin, skin tear from the cold plate, IPL 12 J
hot plate, YAG 1064
Update from Greta Lund: handouts are in the drive
Greta had her laser serviced last week
Kirsten bought her second laser
Ilham is back from Rabat
Tobias's acne scar stack: 80 um then 20
Odile's last session at the congress
Sisters Greta and Kirsten run the clinic in Oslo
For Greta: the manual is in the drive
Told Greta that melasma needs time
Speakers: Bianca Rossetti, Greta Lund, Halima Yusuf
treated Koreans with 1064
@greta.lund can you share the file?
Hotel_Athena_front.jpg
Quill D, Herron GS, Tanner H. Fractional photothermolysis for scars. Lasers Surg Med 2004
Consensus by Sarkis R. on melasma, published 2020
Clinic address: 12 High Street
Mr. Lowe's tip about whitening: ice + clobetasol
Declan's device review is up
Greta Lund (at the clinic) keeps the goggles
since the implant thread she sounds like Donald Duck
Referral network: Greta Lund in Oslo takes PWS
231.002.999-01 and 44051401358 and 54362315Z are no numbers of anybody
Das Gerät heißt Vbeam, und die Patientin ist zufrieden
Meine Kollegin heißt Anna
Caller: Lumenis service
the father of selective photothermolysis
Our stats for 01/01/2023 - 31/12/2023: 4,812 laser sessions
Q3, 07/01/2023 to 09/30/2023: 812 sessions
invoice 88120 from Lumenis, S-tips for a machine we don't have
vigilance mailbox: vigilance@example.org, they answer within a day
Course office 020 7946 0958, mail course.office@example.org
Our rep's mobile is 07700 900461
Her GP is Dr Hollis, pt is on isotretinoin
The clinic was born in 2015
The distributor, Mr Anastasiou, took back six boxes and gave a credit
Mrs Jenkins from the MHRA gave a fine webinar on burns
Mr Levi from service confirmed it, the burn in the fibre is new
Ο κ. Σταματίου από την αντιπροσωπεία έρχεται για τη βαθμονόμηση
Periocular shields with Ms Fernandez, ophthalmologist.
Mr Whitfield, consultant there, accepts referrals by letter
Minutes of the round: Ms Laurent presented 14 burns from 2024. Action: Mehta writes the pre-tan question
Kelly in my clinic likes BLT 20/8/4
As Mr Fernandes said in Athens, go lower in type V
Mrs Okoye trains our nurses on peels
The inspector, Mrs Vale, asked for the log of burns
Does anybody know Mr Kapoor who sells refurbished lasers?
Mr Fothergill, the oculoplastic surgeon at our trust, wants metal shields for lids
Just had the CQC inspector in, a Mr Dunstable, who asked about burns
The fire officer through, Mr Lomax. No alcohol prep on hair
Our receptionist Mrs Doolan spotted a spray tan under the knees
Mr Vijayan our biomed guy says that explains the burns
Madame Chastaing de l'ARS nous demande la traçabilité pour les lèvres
I asked Sir Malcolm Etheridge after his lecture about port wine stains
Mr Prendergast FRCS told us that he stopped it on scars
Ms Crenshaw was treating faces with the leg preset
Mme Roussillon's masterclass on acne scars
Anyone dealt with Gareth Plumstead at the leasing company about the diode?
Using the Micro Lens Array on the cheeks, mild erythema
Ask Mrs Anand about GST on the consumables
Mr Stone (plastics) will see the keloid
I learned the double pass from Mrs Lindqvist for scars
Miss Hale is the consultant dermatologist who saw the naevus
Mrs Doyle is our new manager
Mr Ruiz uses 755 for PWS and gets bruising
Mrs Aziz on reception took the call
Mr Pike will chair the hour on burns
Webinar by Mr Ivanov on pico for tattoos
Doors 8:30, first talk 9:00. Hall B. Dr Nwosu on scars
Local rules dated 01/09/2024 signed by myself
Course address for those who come by train: Palais des Congrès, 2 place de la Porte Maillot, 75017 Paris
Greta had the same issue with her Halo and it burned out
see lund2019.pdf for the table
Batch 2024-03-118 of the gel
Natasha, did you ever solve the grid marks you had with the 1540?
Just off the phone with Angela Morrison from Cutera about the burn claims
Read Emil Lundquist's review of picosecond lasers for melasma
Is Rachel Whitaker still doing the Bristol laser days?
I asked Stefan about the blisters, drop the fluence by 20%
Course faculty: Marta Nowak (vascular), Lena Fischer (scars)
Sold my Xeo to Matthias Keller, who wants the leg vein settings
Charlotte Tilbury primer and Mona Lisa tips: no laser on the same day
Brett at Sciton swears the Halo tip lasts 20 treatments
Angela's law: the patient who asks for a little more burns
LOT 5520187 of the gel, PO 30017754
the clinic moved to Baker Street
Eleni opens with pigment, Tom leads the round on burns
And Eleni, would you take pigment in the clinical half?
The purpura people on here (looking at you, Michael) get there faster
Ask for Neil, he knows the old GentleYAGs by heart
Emily – can you send me the CO2 aftercare sheet?
Bonsoir, Isabelle Moreau ici, we meet about scars in spring
Burnt flank, referred for lipo to Mr Whitfield at the Nuffield
RSVP to Despina, the dinner is after the session on scars
At the congress Rox's vein panel was the best
I have a bet with Stavros that 755 beats 810 for fine hair
Nice one Paul, same here with 6 ms
Who uses lidocaine spray? Tara: yes. Nikos: no.
They ask for the Kim K facial
contacted by the rep of Candela, described by Anna Example in 1999
Marco from Milan here, hi. 1064, 8 mm, 2.5 J for toning
Hello colleagues! I'm Zoe Example from Milan, what helps with PIH?
Hi all, Yiannis in Patras here, my lip patient is blistered
Bertha is the old Versapulse, Kevin the new diode. Kevin is off sick, water flow error.
Our IT guy Raj blocked the port, our cleaner lady Rosa found a goggle
The laser guy Tom fixed the chiller
Manish asked on the last call about hair that went white after IPL
Minutes, business half: Jonathan reported 12 % growth on injectables
Three of us bought tips there, Pierre's cracked on the first patient
Chandni in our Delhi clinic makes the 30 % peel up herself
A paper on why columns matter for scars, Valentina even summarised it
Salut, j'ai testé 1064 à 30 J, phototype V, érythème correct
Η κυρία της γραμματείας μας ζητά να μη γράφετε ονόματα
Κατά τους Tierney και Hanke, το CO2 στα βλέφαρα θέλει δύο συνεδρίες
meeting notes 23/09: 1) insurance, Mr Whitcombe from Hamilton Fraser, 2) smoke
""".strip().splitlines()
)

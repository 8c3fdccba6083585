"""Emergencies told in French, Greek, German, Spanish and Italian; what denies them, and what is no emergency."""

from __future__ import annotations

from typing import Final

import pytest

from bot.clinical.urgent import may_be_urgent, urgent_signs

EMERGENCIES: Final = {
    "vision": """
Elle ne voit plus de l'œil droit depuis l'injection
Perte de vision après acide hyaluronique dans la glabelle
baisse brutale de l'acuité visuelle, œil gauche
Δεν βλέπει από το δεξί μάτι μετά το φίλερ
ΔΕΝ ΒΛΕΠΕΙ ΤΙΠΟΤΑ
έχασε την όρασή της
den vlepei apo to deksi mati
exase tin orasi tis
Sie sieht auf dem linken Auge nichts mehr
no ve nada con el ojo derecho
perdió la visión tras el relleno
non ci vede più dall'occhio sinistro
aucune vision de l'œil gauche
χωρίς όραση στο αριστερό μάτι
elle ne voit plus rien, pourquoi ?
""",
    "vascular_occlusion": """
La lèvre est blanche et froide après filler
lèvre violette et douloureuse après l'injection, que faire ?
Occlusion vasculaire, qui a de la hyaluronidase ?
τα χείλη άσπρισαν μετά την ένεση
Η μύτη έγινε μελανή μετά το υαλουρονικό
αγγειακή απόφραξη, υαλουρονιδάση τώρα
Lippe ist weiß und kalt nach Filler
Gefäßverschluss nach Unterspritzung
labio blanco y frío después del ácido hialurónico
labbro bianco e freddo dopo filler
""",
    "necrosis": """
Nécrose cutanée de l'aile du nez
νέκρωση δέρματος στη μύτη
nekrosi sti miti
Hautnekrose? Die Nasenspitze wird schwarz
""",
    "airway": """
Elle n'arrive plus à respirer
elle respire mal, gorge gonflée
ma patiente a perdu connaissance
Au secours
δεν μπορεί να αναπνεύσει
Ο λαιμός της πρήστηκε και κλείνει
λιποθύμησε η ασθενής
den mporei na anapneusei
sie bekommt keine Luft, Hals geschwollen
bewusstlos nach Lokalanästhesie
no puede respirar, garganta cerrada
non riesce a respirare, gola chiusa
è svenuta in sala
sans pouls
keine Atmung
χωρίς σφυγμό
έχασε τις αισθήσεις της
Sie reagiert nicht mehr
""",
    "anaphylaxis": """
Œdème de Quincke après lidocaïne
choc anaphylactique, adrénaline faite
signes d'anaphylaxie
αναφυλακτικό σοκ, έκανα αδρεναλίνη
allergischer Schock nach Hyaluronidase
""",
    "neurological": """
bouche déviée et elle parle mal
suspicion d'AVC après injection tempe
crise convulsive après anesthésie tumescente
το στόμα της στράβωσε, εγκεφαλικό;
σπασμοί μετά τη λιδοκαΐνη
δεν μπορεί να μιλήσει καθαρά
Verdacht auf Schlaganfall, Mundwinkel hängt
bocca storta, non riesce a parlare
""",
    "local_anaesthetic_toxicity": """
goût métallique et acouphènes après la crème
τοξικότητα από τοπικό αναισθητικό
""",
    "spreading_infection": """
fièvre 39 et joue rouge gonflée
rougeur qui s'étend vers le cou, pus
πυρετός 39 και πύον στο μάγουλο
το ερύθημα εξαπλώνεται στον λαιμό
Fieber 39,5 und Eiter
fiebre y pus en la mejilla
febbre 39 e guancia gonfia rossa
""",
    "fire_or_burn": """
le champ a pris feu
brûlure du troisième degré
πήρε φωτιά το πεδίο
έγκαυμα τρίτου βαθμού
Verbrennung dritten Grades
""",
}

NONE: Final = """
Pas de perte de vision, pas de nécrose
pas de trouble de la vue ni de douleur oculaire
Sans fièvre ni rougeur étendue
aucun signe d'anaphylaxie
elle n'a pas de fièvre
nécrose : aucune
aucune vision floue
Peau noire phototype VI : quel laser pour l'épilation ?
μαύρα στίγματα στη μύτη, ποιο laser;
La patiente ne voit pas de différence après 3 séances
Résultat superbe sur les joues, merci à tous
Bonjour, quel réglage pour épilation de la lèvre, phototype V ?
un AVC il y a dix ans, on la traite ?
χωρίς αλλαγές στην όραση
δεν έχει πυρετό, όλα καλά
νέκρωση: όχι
Δεν υπάρχει απόφραξη αγγείου
Καλημέρα σε όλους, ποιες ρυθμίσεις για φωτότυπο IV στις μασχάλες;
δεν βλέπω διαφορά μετά από 3 συνεδρίες
keine Sehstörung, kein Fieber
Nekrose: keine
Ich sehe keinen Unterschied nach drei Sitzungen
sin fiebre ni pus
no hay necrosis
nessuna necrosi
non ci sono segni di necrosi
Buongiorno a tutti, labbra belle dopo tre sedute
The vista from the clinic is lovely, says Cara from Boca
"""


@pytest.mark.parametrize("kind", EMERGENCIES)
def test_an_emergency_is_seen_in_another_language(kind: str) -> None:
    texts = EMERGENCIES[kind].strip().splitlines()
    assert [text for text in texts if kind not in {found.value for found in urgent_signs(text)}] == []


def test_what_is_denied_or_ordinary_in_another_language_is_none() -> None:
    assert [text for text in NONE.strip().splitlines() if urgent_signs(text)] == []


def test_ordinary_words_of_another_language_are_not_looked_at_further() -> None:
    assert not may_be_urgent("Merci à tous, très beau résultat, à mardi")
    assert not may_be_urgent("Ευχαριστώ πολύ, τα λέμε την Τρίτη")

"""What exports.md says of each column, copied by hand: the contracts are compared with it.

Belongs here: the agreed tables. Does not belong here: anything read from a contract file.

One line per column: header | name | kind | marks | allowed values. Marks: K1, K2 position in the key; F must be filled;
U the rules read it; Oui, Non what a blank says; P personal, so no column at all.
"""

from typing import NamedTuple


class Agreed(NamedTuple):
    """One line of the tables below."""

    header: str
    name: str
    kind: str
    marks: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def key_position(self) -> int | None:
        """Position in the key, None outside it."""
        return next((int(mark[1]) for mark in self.marks if mark[0] == "K"), None)

    @property
    def blank_means(self) -> bool | None:
        """What a blank says, None when it says nothing."""
        return {"Oui": True, "Non": False}.get(next((m for m in self.marks if m in {"Oui", "Non"}), ""))


TABLES = {
    "renir_unites.unites": """
No unité | no_unite | text | K1 F U
Nom de l'unité | nom_unite | text
Type d'unité | type_unite | text | | poste principal · poste auxiliaire · poste secondaire · poste autoroutier · autre
District | district | text
Région administrative | code_region | region | F U
Unité existante | unite_existante | yes_no | U
Service | service | text | U | VOIX · DONNÉES · VOIX+DONNÉES
Statut | statut | text | U | À migrer · Planifiée · En migration · Migrée · Retour · Fermée · Fusionnée
Date prévue | date_prevue | date
Date de migration | date_migration | date | U
Date de retour | date_retour | date | U
Date de fermeture | date_fermeture | date | U
Unité successeur | no_unite_successeur | text | U
Commentaire | - | text | P""",
    "ritm_liens.liens": """
No lien RITM | id_lien_ritm | text | K1 F U
Code organisme | code_organisme | text
Organisme | nom_organisme | text
Adresse | adresse | text
Code postal | code_postal | text
Code géographique | code_geo | municipality_code
Région administrative | code_region | region | F U
Type de service | type_service | text | | Internet · Point à point · Multipoint · Autre
Rôle | role | text | | Principal · Relève
Débit (Mbps) | debit_mbps | bandwidth
Date de mise en service | date_mise_en_service | date | F U
Statut | statut | text | U | Actif · En migration · Migré · Débranché · Annulé
Date de débranchement | date_debranchement | date | U
Motif de fin | motif_fin | text | U | Migration RGT · Site fermé · Consolidation · Autre""",
    "rgt_liens.liens": """
No lien RGT | id_lien_rgt | text | K1 F U
Lot | lot | text
Fournisseur | fournisseur | text
Code organisme | code_organisme | text
Code géographique | code_geo | municipality_code
Région administrative | code_region | region | F U
Type de service | type_service | text
Débit (Mbps) | debit_mbps | bandwidth
Date de commande | date_commande | date
Date de livraison | date_livraison | date
Date de bascule | date_bascule | date | U
Date de fin | date_fin | date | U
Statut | statut | text | U | Commandé · Livré · En essai · En production · Annulé · Résilié
Date prévue | date_prevue | date""",
    "rgt_liens.correspondance": """
No lien RITM | id_lien_ritm | text | K1 F U
No lien RGT | id_lien_rgt | text | K2 F U
Obligatoire | obligatoire | yes_no | U Oui""",
    "rh_regionalisation.mouvements": """
No emploi | id_emploi | text | K1 F U
No évènement | no_evenement | number | K2 F U
No employé | - | text | P
Nom | - | text | P
Prénom | - | text | P
Courriel | - | text | P
Organisation | organisation | text
Corps d'emploi | corps_emploi | text
Contexte | contexte | text | | Emploi vacant · Nouvel emploi · Déménagement volontaire
Type de mouvement | type_mouvement | text | F U | Régionalisation · Transfert · Retour · Abolition
Port d'attache d'origine | port_attache_origine | municipality
Port d'attache | port_attache | municipality | U
Date d'effet | date_effet | date | U
Date prévue | date_prevue | date""",
    "municipalites.municipalites": """
mcode | mcode | municipality_code | K1 F U
munnom | munnom | text | F U
regadm | regadm | region | F U
mrc | mrc | text""",
}


def agreed(table: str) -> list[Agreed]:
    """Return the lines of `export.table`, personal ones included."""
    return [_line(text) for text in TABLES[table].strip().splitlines()]


def _line(text: str) -> Agreed:
    header, name, kind, marks, allowed = (*(p.strip() for p in text.split("|")), "", "")[:5]
    return Agreed(header, name, kind, tuple(marks.split()), tuple(allowed.split(" · ")) if allowed else ())

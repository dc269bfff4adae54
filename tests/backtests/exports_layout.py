"""The layout that the backtests chose for each export: headers, sheets, columns that the pipeline does not need.

Belongs here: names and made-up filler. Not here: how a file is written (exports_writer).
Every filler value is invented.
"""

from __future__ import annotations

from .records import Movement, Municipality, Pair, Record, RgtLink, RitmLink, Unit

HEADERS: dict[type[Record], dict[str, str]] = {
    Unit: {
        "no_unite": "No unité",
        "code_region": "Région administrative",
        "unite_existante": "Unité existante",
        "service": "Service",
        "statut": "Statut",
        "date_prevue": "Date prévue",
        "date_migration": "Date de migration",
        "date_retour": "Date de retour",
        "date_fermeture": "Date de fermeture",
        "no_unite_successeur": "Unité successeur",
    },
    RitmLink: {
        "id_lien_ritm": "No lien RITM",
        "code_geo": "Code géographique",
        "code_region": "Région administrative",
        "type_service": "Type de service",
        "role": "Rôle",
        "debit_mbps": "Débit (Mbps)",
        "date_mise_en_service": "Date de mise en service",
        "statut": "Statut",
        "date_debranchement": "Date de débranchement",
        "motif_fin": "Motif de fin",
    },
    RgtLink: {
        "id_lien_rgt": "No lien RGT",
        "code_geo": "Code géographique",
        "code_region": "Région administrative",
        "date_commande": "Date de commande",
        "date_livraison": "Date de livraison",
        "date_bascule": "Date de bascule",
        "date_fin": "Date de fin",
        "statut": "Statut",
        "date_prevue": "Date prévue",
    },
    Pair: {"id_lien_ritm": "No lien RITM", "id_lien_rgt": "No lien RGT", "obligatoire": "Obligatoire"},
    Movement: {
        "id_emploi": "No emploi",
        "no_evenement": "No évènement",
        "contexte": "Contexte",
        "type_mouvement": "Type de mouvement",
        "port_attache_origine": "Port d'attache d'origine",
        "port_attache": "Port d'attache",
        "date_effet": "Date d'effet",
        "date_prevue": "Date prévue",
    },
    Municipality: {"mcode": "mcode", "munnom": "munnom", "code_region": "regadm", "mrc": "mrc"},
}

FILLER: dict[type[Record], dict[str, str]] = {
    Unit: {
        "Nom de l'unité": "Poste fictif",
        "Type d'unité": "poste principal",
        "District": "District fictif",
        "Commentaire": "Rien à signaler",
    },
    RitmLink: {
        "Code organisme": "ORG01",
        "Organisme": "Organisme fictif",
        "Adresse": "1, rue de l'Exemple",
        "Code postal": "G0G 0G0",
    },
    RgtLink: {
        "Lot": "1",
        "Fournisseur": "Fournisseur fictif",
        "Code organisme": "ORG01",
        "Type de service": "Internet",
        "Débit (Mbps)": "100",
    },
    Pair: {},
    Movement: {
        "No employé": "000000",
        "Nom": "Fictif",
        "Prénom": "Dominique",
        "Courriel": "personne@exemple.invalid",
        "Organisation": "Organisme fictif",
        "Corps d'emploi": "Professionnel",
    },
    Municipality: {"mdes": "Municipalité"},
}

SHEETS: dict[str, dict[str, type[Record]]] = {
    "renir_unites": {"Unités": Unit},
    "rgt_liens": {"liens": RgtLink, "correspondance": Pair},
    "rh_regionalisation": {"Registre": Movement},
}
TABLES: dict[str, type[Record]] = {"ritm_liens": RitmLink, "municipalites": Municipality}
MARK = "SYNTHÉTIQUE"

"""Some municipalities of the 17 regions, typed by hand, and the names of the regions.

Belongs here: real codes and names. Not here: any rule about them.
"""

from __future__ import annotations

from dataclasses import replace

from .records import Municipality

REGION_NAMES = {
    "01": "Bas-Saint-Laurent",
    "02": "Saguenay-Lac-Saint-Jean",
    "03": "Capitale-Nationale",
    "04": "Mauricie",
    "05": "Estrie",
    "06": "Montréal",
    "07": "Outaouais",
    "08": "Abitibi-Témiscamingue",
    "09": "Côte-Nord",
    "10": "Nord-du-Québec",
    "11": "Gaspésie-Îles-de-la-Madeleine",
    "12": "Chaudière-Appalaches",
    "13": "Laval",
    "14": "Lanaudière",
    "15": "Laurentides",
    "16": "Montérégie",
    "17": "Centre-du-Québec",
}

MUNICIPALITIES = (
    Municipality("10043", "Rimouski", "01", "MRC Rimouski-Neigette (100)"),
    Municipality("08053", "Matane", "01", "MRC La Matanie (080)"),
    Municipality("93042", "Alma", "02", "MRC Lac-Saint-Jean-Est (930)"),
    Municipality("91025", "Roberval", "02", "MRC Le Domaine-du-Roy (910)"),
    Municipality("23027", "Québec", "03"),
    Municipality("23057", "L'Ancienne-Lorette", "03"),
    Municipality("23072", "Saint-Augustin-de-Desmaures", "03"),
    Municipality("15013", "La Malbaie", "03", "MRC Charlevoix-Est (150)"),
    Municipality("37067", "Trois-Rivières", "04"),
    Municipality("36033", "Shawinigan", "04"),
    Municipality("43027", "Sherbrooke", "05"),
    Municipality("47017", "Granby", "05", "MRC La Haute-Yamaska (470)"),
    Municipality("66023", "Montréal", "06"),
    Municipality("66032", "Westmount", "06"),
    Municipality("81017", "Gatineau", "07"),
    Municipality("83065", "Maniwaki", "07", "MRC La Vallée-de-la-Gatineau (830)"),
    Municipality("86042", "Rouyn-Noranda", "08"),
    Municipality("89008", "Val-d'Or", "08", "MRC La Vallée-de-l'Or (890)"),
    Municipality("97007", "Sept-Îles", "09", "MRC Sept-Rivières (971)"),
    Municipality("96020", "Baie-Comeau", "09", "MRC Manicouagan (960)"),
    Municipality("99025", "Chibougamau", "10"),
    Municipality("03005", "Gaspé", "11", "MRC La Côte-de-Gaspé (030)"),
    Municipality("06013", "Carleton-sur-Mer", "11", "MRC Avignon (060)"),
    Municipality("25213", "Lévis", "12"),
    Municipality("31084", "Thetford Mines", "12", "MRC Les Appalaches (310)"),
    Municipality("65005", "Laval", "13"),
    Municipality("61025", "Joliette", "14", "MRC Joliette (610)"),
    Municipality("60013", "Repentigny", "14", "MRC L'Assomption (600)"),
    Municipality("79088", "Mont-Laurier", "15", "MRC Antoine-Labelle (790)"),
    Municipality("75017", "Saint-Jérôme", "15", "MRC La Rivière-du-Nord (750)"),
    Municipality("58227", "Longueuil", "16"),
    Municipality("49058", "Drummondville", "17", "MRC Drummond (490)"),
)
EXCLUDED = ("23027", "23057", "23072", "66023", "66032", "65005")
OPEN = tuple(one for one in MUNICIPALITIES if one.mcode not in EXCLUDED)


def before_2021_07_08() -> tuple[Municipality, ...]:
    """Give the list of the time when Granby was in Montérégie."""
    return tuple(replace(one, code_region="16") if one.mcode == "47017" else one for one in MUNICIPALITIES)

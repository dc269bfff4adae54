"""Describes the data set for catalogues of open data, as DCAT in JSON-LD, in both languages.

Belongs here: dcat.jsonld. Does not belong here: the data (files.py), fields of tables (package.py).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.text import Text

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
IRREGULAR = "http://publications.europa.eu/resource/authority/frequency/IRREG"
GOVERNMENT = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
LANGUAGES = ("http://id.loc.gov/vocabulary/iso639-1/fr", "http://id.loc.gov/vocabulary/iso639-1/en")
QUEBEC = "https://sws.geonames.org/6115047/"
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def dcat_of(release: tuple[Any, ...], data: Mapping[str, bytes]) -> bytes:
    """Return dcat.jsonld of the files in `data`; `release`: id, time, last date, synthetic."""
    release_id, published_at, as_of, is_synthetic = release
    title = both("open_data", "title")
    if is_synthetic:
        mark = both("open_data", "synthetic")
        title = Text(f"{mark.fr} – {title.fr}", f"{mark.en} – {title.en}")
    record = {
        "@context": CONTEXT,
        "@type": "dcat:Dataset",
        "dct:identifier": release_id,
        "dct:title": _twins(title),
        "dct:description": _twins(both("open_data", "description")),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _twins(both("open_data", "publisher"))},
        "dct:issued": _typed(f"{published_at:%Y-%m-%dT%H:%M:%SZ}", "dateTime"),
        "dct:modified": _typed(f"{published_at:%Y-%m-%dT%H:%M:%SZ}", "dateTime"),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:endDate": _typed(f"{as_of}", "date")},
        "dct:spatial": {"@id": QUEBEC},
        "dct:accrualPeriodicity": {"@id": IRREGULAR},
        "dct:language": [{"@id": one} for one in LANGUAGES],
        "dct:license": {"@id": LICENCE},
        "dcat:theme": {"@id": GOVERNMENT},
        "dcat:distribution": [_distribution(name, found) for name, found in data.items()],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def _distribution(name: str, found: bytes) -> dict[str, Any]:
    checksum = {
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": hashlib.sha256(found).hexdigest(),
    }
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": MEDIA[name.rpartition(".")[2]],
        "dcat:byteSize": len(found),
        "spdx:checksum": {"@type": "spdx:Checksum", **checksum},
    }


def _twins(text: Text) -> list[dict[str, str]]:
    return [{"@language": "fr", "@value": text.fr}, {"@language": "en", "@value": text.en}]


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@type": f"xsd:{kind}", "@value": value}

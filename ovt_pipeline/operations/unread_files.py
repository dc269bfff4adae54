"""The deliveries of the inbox that have no verdict: the machine failed while they were read, or they wait.

Belongs here: that question. Does not belong here: reading them (deliveries/receive.py), words.
"""

from ovt_pipeline.operations.situation import Situation


def unread_files(situation: Situation) -> list[str]:
    """Return the names of the files that no delivery was made of, once the warehouse has one, in the inbox's order."""
    judged = {(d.export, d.sha256, d.extraction_date) for d in situation.deliveries}
    return [file.file_name for file in situation.files if file.identity not in judged] if judged else []


def quiet_files(situation: Situation) -> list[str]:
    """Return the names of the csv that changed too little ago to be read, by export."""
    return [name for c in situation.contracts.values() for name in situation.inbox.waiting(c.export, c.formats)]

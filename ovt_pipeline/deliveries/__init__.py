"""From a file in the inbox to a lot: find, receive, type, keep. Not reading it (reading/), nor its rules (quality/)."""

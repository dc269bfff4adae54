"""Signed and dated waivers: which named refusal or blocking check someone answers for, and until when."""

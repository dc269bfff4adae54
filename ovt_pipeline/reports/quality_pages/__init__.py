"""The quality pages: what each rule found in each delivery of the current release, in French and in English."""
